using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace NerveCentre.Core.Access;

/// <summary>
/// When people were last seen, and which sessions are live by the clock. In memory between two notes in the database
/// (<see cref="SessionSweeper"/>), so that looking at a page writes nothing.
/// </summary>
[InnerWorks]
public sealed class SessionActivity(IOptions<SessionOptions> options, TimeProvider clock)
{
    /// <summary>A session that was last seen further ahead than this was seen by a clock that has since been set back: nobody knows how old it is.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    // Bound: one entry per live session, removed when the session ends; sessions are bounded per account.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = [];

    /// <summary>Sessions that have ended, by whatever cause, as soon as that is committed.</summary>
    public event Action<IReadOnlyCollection<string>>? Ended;

    /// <summary>Neither ended, nor idle or open for too long by the clock.</summary>
    public bool IsLive(SessionRecord session)
    {
        var now = clock.GetUtcNow();
        var seen = SeenAt(session);
        return session.EndedAt is null
            && now - seen < options.Value.Idle
            && now - session.CreatedAt < options.Value.Absolute
            && seen - now <= ClockTolerance
            && session.CreatedAt - now <= ClockTolerance;
    }

    public DateTimeOffset SeenAt(SessionRecord session) =>
        _seen.TryGetValue(session.Id, out var seen) && seen > session.SeenAt ? seen : session.SeenAt;

    /// <summary>The person behind the session did something just now.</summary>
    public void Touch(string sessionId) => _seen[sessionId] = clock.GetUtcNow();

    public IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> Seen => [.. _seen];

    public void Forget(IReadOnlyCollection<string> sessions)
    {
        foreach (var session in sessions)
        {
            _seen.TryRemove(session, out _);
        }

        if (sessions.Count > 0)
        {
            Ended?.Invoke(sessions);
        }
    }
}
