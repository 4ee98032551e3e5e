package io.hauberk.leak;

import static io.hauberk.request.Reason.LEAKED_SQL;

import io.hauberk.leak.Needle.Confirmation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Messages of databases and their drivers, and statements. */
final class Sql {
  private static final List<String> MESSAGES =
      List.of(
          "sqlstate",
          "sqlcode",
          "syntax error at or near",
          "you have an error in your sql syntax",
          "unclosed quotation mark after the character string",
          "unterminated quoted string at or near",
          "incorrect syntax near",
          "duplicate key value violates",
          "violates foreign key constraint",
          "violates not-null constraint",
          "violates check constraint",
          "violates unique constraint",
          "unique constraint failed: ",
          "cannot insert duplicate key",
          "string or binary data would be truncated",
          "deadlock found when trying to get lock",
          "in 'field list'",
          "unknown column '",
          "no such table: ",
          "no such column: ",
          "sqlite_error",
          "sqlite_constraint",
          "sqlite_busy",
          "sqlite3.",
          "could not extract resultset",
          "could not execute statement",
          "could not execute query",
          "could not execute batch",
          "bad sql grammar",
          "preparedstatementcallback",
          "db2 sql error",
          "sql error [",
          "e11000 duplicate key",
          "psycopg2.",
          "mysql_fetch_",
          "pg_query(");

  /** What follows {@code from} in prose and never in a statement. */
  private static final Set<String> PROSE =
      Set.of(
          "the", "a", "an", "your", "our", "this", "that", "these", "those", "its", "their", "one",
          "any", "all");

  private static final List<String> CLAUSES =
      List.of(
          "where ",
          "join ",
          "inner ",
          "left ",
          "right ",
          "order by ",
          "group by ",
          "limit ",
          "fetch ",
          "for update");

  static List<Needle> needles() {
    List<Needle> needles = new ArrayList<>();
    MESSAGES.forEach(message -> needles.add(Needle.plain(message, LEAKED_SQL)));
    for (String code : List.of("ORA-", "PLS-", "TNS-")) {
      Confirmation number =
          (o, start, end) -> !o.isName(start - 1) && o.afterDigits(end) == end + 5;
      needles.add(new Needle(code, true, LEAKED_SQL, number));
    }
    add(needles, "relation \"", (o, start, end) -> o.find("\" does not exist", end, 128) >= 0);
    add(needles, "column \"", (o, start, end) -> o.find("\" does not exist", end, 128) >= 0);
    add(needles, "table '", (o, start, end) -> o.find("' doesn't exist", end, 128) >= 0);
    add(needles, "duplicate entry '", (o, start, end) -> o.find("' for key", end, 256) >= 0);
    add(needles, "select ", Sql::isSelect);
    add(needles, "insert into ", Sql::isInsert);
    add(needles, "update ", Sql::isUpdate);
    add(needles, "delete from ", Sql::isDelete);
    return needles;
  }

  private static void add(List<Needle> needles, String text, Confirmation confirmation) {
    needles.add(new Needle(text, false, LEAKED_SQL, confirmation));
  }

  /*
   * "Please select one from the list" is no statement. A selection is one by what it selects (a star, a call, a dotted
   * name), by its capitals, or by a list and a condition.
   */
  private static boolean isSelect(Octets octets, int start, int end) {
    int from = octets.find(" from ", end - 1, 400);
    if (octets.isName(start - 1) || from < 0) {
      return false;
    }
    int table = octets.afterBlanks(from + 6);
    if (PROSE.contains(word(octets, table))) {
      return false;
    }
    int item = octets.has("distinct ", end) ? end + 9 : end;
    int first = octets.at(item);
    if (first == '*' || first == '`' || first == '[') {
      return true;
    }
    int afterItem = octets.afterQualified(item);
    if (afterItem == item) {
      return false;
    }
    boolean dotted = octets.points(item, afterItem) > 0 && octets.at(afterItem) != '.';
    if (dotted || octets.at(afterItem) == '(') {
      return true;
    }
    int next = octets.afterBlanks(afterItem);
    boolean listed = octets.at(next) == ',' || octets.has("as ", next);
    boolean capital = octets.hasExactly("SELECT", start) && octets.hasExactly("FROM", from + 1);
    return (capital && (listed || next >= from))
        || ((listed || next >= from) && hasCondition(octets, table));
  }

  /** {@code orders o where o.id = ?}. */
  private static boolean hasCondition(Octets octets, int table) {
    int where = octets.find(" where ", table, 80);
    return where >= 0 ? isCondition(octets, where + 7) : isClause(octets, table);
  }

  private static boolean isClause(Octets octets, int table) {
    int next = octets.afterBlanks(octets.afterQualified(table));
    return CLAUSES.stream().anyMatch(clause -> octets.has(clause, next) && !clause.equals("left "));
  }

  /** A name and an operator. */
  private static boolean isCondition(Octets octets, int at) {
    int operator = octets.afterBlanks(octets.afterQualified(at));
    int octet = octets.at(operator);
    return operator > at
        && (octet == '='
            || octet == '<'
            || octet == '>'
            || octets.has("in (", operator)
            || octets.has("like ", operator)
            || octets.has("is null", operator)
            || octets.has("is not null", operator));
  }

  private static boolean isInsert(Octets octets, int start, int end) {
    int after = octets.afterBlanks(afterTable(octets, end));
    return !octets.isName(start - 1)
        && after > end
        && (octets.has("values", after)
            || (octets.at(after) == '(' && octets.find("values", after, 600) >= 0));
  }

  private static boolean isUpdate(Octets octets, int start, int end) {
    int set = octets.afterBlanks(afterTable(octets, end));
    int column = octets.afterBlanks(set + 4);
    int equals = octets.afterBlanks(octets.afterQualified(column));
    return !octets.isName(start - 1)
        && octets.has("set ", set)
        && equals > column
        && octets.at(equals) == '=';
  }

  private static boolean isDelete(Octets octets, int start, int end) {
    int where = octets.afterBlanks(afterTable(octets, end));
    return !octets.isName(start - 1)
        && octets.has("where ", where)
        && isCondition(octets, where + 6);
  }

  /** The end of a table's name, quoted or not. */
  private static int afterTable(Octets octets, int from) {
    int i = from;
    while (i < from + 128 && (octets.isName(i) || ".\"`[]".indexOf(octets.at(i)) >= 0)) {
      i++;
    }
    return i;
  }

  private static String word(Octets octets, int from) {
    StringBuilder word = new StringBuilder();
    for (int i = from; i < from + 8 && octets.isLetter(i); i++) {
      word.append((char) (octets.at(i) | 0x20));
    }
    return word.toString();
  }

  private Sql() {}
}
