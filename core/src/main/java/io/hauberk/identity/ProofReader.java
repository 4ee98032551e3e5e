package io.hauberk.identity;

import io.hauberk.request.RequestHead;
import org.jspecify.annotations.Nullable;

/** Finds the proofs of one kind in requests; tokens aside, which may have to wait for keys. */
interface ProofReader {

  /** What the request brings of this kind; null if nothing. Nothing is judged yet. */
  @Nullable Presented read(RequestHead head);
}
