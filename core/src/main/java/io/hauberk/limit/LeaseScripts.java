package io.hauberk.limit;

import io.hauberk.store.Script;

/** What the replicas of a service run on the store that they share. The store's clock counts. */
final class LeaseScripts {
  /** The part of a window's permits that is held back as it begins. */
  static final double HELD_AT_FIRST = 0.4;

  /*
   * One key holds all windows of one caller: for each window, named by its period, the number of the window (server
   * time / period) and the permits that are used of it, leased ones included. What belongs to another window is over,
   * whichever way the clock went. The key lies in one slot of a cluster, and expires after its longest window.
   *
   * A part of the permits is held back at first and let go evenly until the window ends: by that, what instances
   * admit before they are answered (their credit, see LeasedWindow) still finds room. An instance gets at most
   * ceil(left / 2n), so that none takes all, and what idles with one that has no more calls is little.
   *
   * An instance that remembers more leases than the store does is believed: the store was flushed, or fell back to a
   * replica.
   */
  private static final String LEASE =
      """
      local instances, now = tonumber(ARGV[1]), redis.call('TIME')
      now = now[1] * 1000 + math.floor(now[2] / 1000)
      local reply, longest = {now}, 0
      for at = 2, #ARGV, 6 do
        local period, permits = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
        local asked, leased = tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
        local owed, wanted = tonumber(ARGV[at + 4]), tonumber(ARGV[at + 5])
        local window = math.floor(now / period)
        local known = redis.call('HMGET', KEYS[1], ARGV[at] .. ':window', ARGV[at] .. ':used')
        local used = 0
        if tonumber(known[1]) == window then used = tonumber(known[2]) end
        if asked == window then used = math.max(used, leased) + owed end
        local held = math.floor(permits * HELD_AT_FIRST * (1 - (now % period) / period))
        local granted = math.max(0, math.min(wanted, math.ceil((permits - held - used) / (2 * instances))))
        used = used + granted
        redis.call('HSET', KEYS[1],
            ARGV[at] .. ':window', string.format('%.0f', window),
            ARGV[at] .. ':used', string.format('%.0f', used))
        reply[#reply + 1], reply[#reply + 2], reply[#reply + 3] = window, used, granted
        longest = math.max(longest, period)
      end
      redis.call('PEXPIRE', KEYS[1], string.format('%.0f', longest + 1000))
      return reply
      """;

  /*
   * Who is there: a set of instances by the time of their last beat. Beats that are too old are over, and so are those
   * of a time to come, after the clock was set back.
   */
  private static final String BEAT =
      """
      local now, silence = redis.call('TIME'), tonumber(ARGV[2])
      now = now[1] * 1000 + math.floor(now[2] / 1000)
      redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - silence))
      redis.call('ZREMRANGEBYSCORE', KEYS[1], string.format('(%.0f', now), '+inf')
      redis.call('PEXPIRE', KEYS[1], ARGV[2])
      return {now, redis.call('ZCARD', KEYS[1])}
      """;

  /**
   * Leases permits of one key. Arguments: instances, then for each window period (ms), permits,
   * number of the window that the next two belong to, permits leased in it so far, permits admitted
   * beyond them, permits wanted. Answer: server time (ms), then for each window its number, permits
   * used, permits granted.
   */
  static final Script LEASES =
      Script.of(LEASE.replace("HELD_AT_FIRST", Double.toString(HELD_AT_FIRST)));

  /** Tells of an instance. Arguments: its id, silence (ms). Answer: server time, instances. */
  static final Script BEATS = Script.of(BEAT);

  private LeaseScripts() {}
}
