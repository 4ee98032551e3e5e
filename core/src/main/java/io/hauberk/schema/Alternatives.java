package io.hauberk.schema;

/** Tells why a value fits none of several schemas. */
final class Alternatives {

  /**
   * Refuses the value. If only one of the schemas takes values of its type at all, the caller meant
   * that one, and its findings say more than "none fits".
   */
  static boolean refuse(Evaluation ev, Keyword keyword, SchemaNode[] branches, int node) {
    if (!ev.explaining()) {
      return false;
    }
    int type = Types.of(ev.tape.type(node));
    SchemaNode meant = null;
    for (SchemaNode branch : branches) {
      if ((SchemaFacts.typesOf(branch) & type) != 0) {
        if (meant != null) {
          return ev.refuse(keyword);
        }
        meant = branch;
      }
    }
    if (meant == null || meant.check(ev, node)) {
      return ev.refuse(keyword);
    }
    return false;
  }

  private Alternatives() {}
}
