package io.hauberk.record;

/** How much all instances of a record together may keep in mind. */
final class Room {
  private int left;

  Room(int places) {
    this.left = places;
  }

  /** Counts places that came or went; false once more are held than there are. */
  boolean hold(int more) {
    left -= more;
    return left >= 0;
  }
}
