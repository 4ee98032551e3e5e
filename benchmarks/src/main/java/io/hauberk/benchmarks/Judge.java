package io.hauberk.benchmarks;

/** One way from the octets of a document to a verdict, ready to be used again and again. */
interface Judge {

  /** Reads the document and says whether it is accepted. */
  boolean accepts(byte[] document) throws Exception;
}
