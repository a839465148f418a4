namespace NerveCentre.Tests;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>The day of the product's worked examples, on a second so that rounding hides nothing.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = now.ToUniversalTime();
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestClock()
        : this(Noon)
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock. Timers that fall due fire in order, each at its own moment, before this returns.</summary>
    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    public void MoveTo(DateTimeOffset target)
    {
        while (NextDue(target) is { } alarm)
        {
            alarm.Ring();
        }

        lock (_lock)
        {
            _now = target.ToUniversalTime();
        }
    }

    /// <summary>
    /// Moves the clock from alarm to alarm until a task has ended. Only to near ones: those are pauses that are to be waited out,
    /// the far ones are time limits of work that is under way.
    /// </summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            var armed = NextTimerAsync();
            if (NextDue(GetUtcNow() + TimeSpan.FromSeconds(45)) is { } alarm)
            {
                alarm.Ring();
                await Task.Yield();
            }
            else
            {
                await Task.WhenAny(task, armed);
            }
        }

        return await task;
    }

    /// <summary>Ends when somebody next begins to wait for this clock: the sign that a background loop has done its round.</summary>
    public Task NextTimerAsync()
    {
        lock (_lock)
        {
            return _armed.Task;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private Alarm? NextDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var alarm = _alarms.Where(a => a.Due <= target).MinBy(a => a.Due);
            if (alarm is not null)
            {
                _now = alarm.Due > _now ? alarm.Due : _now;
                alarm.Reschedule();
            }

            return alarm;
        }
    }

    private sealed class Alarm(TestClock clock, Action ring) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset Due { get; private set; }

        public void Ring() => ring();

        // Called under the clock's lock.
        public void Reschedule()
        {
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
            }
            else
            {
                clock._alarms.Remove(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._alarms.Remove(this);
                _period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = clock._now + dueTime;
                    clock._alarms.Add(this);
                    clock._armed.SetResult();
                    clock._armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
