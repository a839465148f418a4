namespace NerveCentre.Core.AliExpress.Calls;

/// <summary>The calls of one app in the present day of Beijing, by store. Counts are kept when <see cref="CallBudgets.Keep"/> is next called.</summary>
internal sealed class AppCalls(string appKey, int perDay, TimeProvider clock, Func<string, int, IReadOnlyDictionary<int, int>> stored)
{
    private readonly Lock _lock = new();

    // Bound: one entry per store of the app.
    private readonly Dictionary<int, (int Kept, int New)> _stores = [];
    private int _day = -1;

    public string AppKey => appKey;

    /// <summary>0 for no limit.</summary>
    public int PerDay => perDay;

    /// <summary>Takes one call from the day's budget.</summary>
    /// <returns>False when it is used up.</returns>
    public bool Take(int storeId)
    {
        lock (_lock)
        {
            Turn();
            if (perDay > 0 && _stores.Values.Sum(c => c.Kept + c.New) >= perDay)
            {
                return false;
            }

            var count = _stores.GetValueOrDefault(storeId);
            _stores[storeId] = count with { New = count.New + 1 };
            return true;
        }
    }

    /// <summary>The calls of the day, by store.</summary>
    public IReadOnlyDictionary<int, int> Today()
    {
        lock (_lock)
        {
            Turn();
            return _stores.ToDictionary(s => s.Key, s => s.Value.Kept + s.Value.New);
        }
    }

    /// <summary>What has been counted since the last time, to be written down.</summary>
    public IReadOnlyList<(int Day, int StoreId, int Calls)> New()
    {
        lock (_lock)
        {
            Turn();
            return [.. _stores.Where(s => s.Value.New > 0).Select(s => (_day, s.Key, s.Value.New))];
        }
    }

    /// <summary>These have been written down.</summary>
    public void Kept(IEnumerable<(int Day, int StoreId, int Calls)> written)
    {
        lock (_lock)
        {
            foreach (var (_, storeId, calls) in written.Where(w => w.Day == _day))
            {
                var count = _stores[storeId];
                _stores[storeId] = (count.Kept + calls, count.New - calls);
            }
        }
    }

    private void Turn()
    {
        var today = BeijingDay.Of(clock.GetUtcNow());
        if (_day != today)
        {
            _day = today;
            _stores.Clear();
            foreach (var (storeId, calls) in stored(appKey, today))
            {
                _stores[storeId] = (calls, 0);
            }
        }
    }
}

/// <summary>AliExpress's quotas begin anew at midnight in Beijing, which has no daylight saving.</summary>
internal static class BeijingDay
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Days since 1970-01-01 in Beijing.</summary>
    public static int Of(DateTimeOffset now) => (int)Math.Floor((now.UtcDateTime + Offset - DateTime.UnixEpoch).TotalDays);

    public static DateTimeOffset NextStart(DateTimeOffset now) => DateTimeOffset.UnixEpoch.AddDays(Of(now) + 1) - Offset;
}
