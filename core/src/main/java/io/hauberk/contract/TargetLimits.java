package io.hauberk.contract;

/**
 * What a request target may be.
 *
 * @param maxLength characters of the whole target; from 1, default 8192 (RFC 9110, 4.1 asks for at
 *     least 8000)
 * @param maxSegments segments of the path; from 1, default 128
 * @param matrixParameters whether {@code ;} may stand in a path at all; the router still refuses it
 *     wherever the contract has no matrix parameter; default no
 */
public record TargetLimits(int maxLength, int maxSegments, boolean matrixParameters) {

  /** 8192 characters, 128 segments, no matrix parameters. */
  public static final TargetLimits DEFAULT = new TargetLimits(8192, 128, false);

  /** Checks the ranges. */
  public TargetLimits {
    if (maxLength < 1) {
      throw new IllegalArgumentException("target.max-length must be at least 1, was " + maxLength);
    }
    if (maxSegments < 1) {
      throw new IllegalArgumentException(
          "target.max-segments must be at least 1, was " + maxSegments);
    }
  }

  /** The same limits with another length. */
  public TargetLimits withMaxLength(int length) {
    return new TargetLimits(length, maxSegments, matrixParameters);
  }

  /** The same limits with another number of segments. */
  public TargetLimits withMaxSegments(int segments) {
    return new TargetLimits(maxLength, segments, matrixParameters);
  }

  /** The same limits with or without {@code ;} in the path. */
  public TargetLimits withMatrixParameters(boolean allowed) {
    return new TargetLimits(maxLength, maxSegments, allowed);
  }
}
