using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.AliExpress.Calls;

/// <summary>The gates of all stores, and the count of their calls, which survives a restart.</summary>
[InnerWorks]
public sealed class CallBudgets(IDbContextFactory<NerveCentreDb> contexts, IOptions<AliExpressOptions> options, TimeProvider clock) : IDisposable
{
    /// <summary>Days for which counts are kept.</summary>
    private const int KeptDays = 90;

    // Bounds: one entry per store and app; one per app.
    private readonly ConcurrentDictionary<(int StoreId, string AppKey), CallGate> _gates = [];
    private readonly ConcurrentDictionary<string, AppCalls> _apps = new(StringComparer.Ordinal);

    /// <param name="isRemote">Whether the gateway is outside this process: only then are pace and budget limited.</param>
    public CallGate GateOf(int storeId, string appKey, bool isRemote) => _gates.GetOrAdd(
        (storeId, appKey),
        _ => new CallGate(AppOf(appKey, isRemote), storeId, isRemote ? options.Value.CallsPerSecond : null, options.Value.Retries, clock));

    /// <summary>What one store and its app have used of today's budget.</summary>
    public CallUse UseOf(int storeId, string appKey, bool isRemote)
    {
        var app = AppOf(appKey, isRemote);
        var today = app.Today();
        return new CallUse(
            today.GetValueOrDefault(storeId),
            today.Values.Sum(),
            app.PerDay is 0 ? null : app.PerDay,
            isRemote ? options.Value.CallsPerSecond : null,
            BeijingDay.NextStart(clock.GetUtcNow()));
    }

    /// <summary>Writes down what has been counted, in a transaction that is about something else.</summary>
    internal void Keep(WriteSession session)
    {
        foreach (var app in _apps.Values)
        {
            var news = app.New();
            foreach (var (day, storeId, calls) in news)
            {
                // A store that was erased meanwhile has no calls to count.
                session.Db.Database.ExecuteSql($"""
                    INSERT INTO CallCounts (StoreId, AppKey, Day, Calls) SELECT {storeId}, {app.AppKey}, {day}, {calls} WHERE EXISTS (SELECT 1 FROM Stores WHERE Id = {storeId})
                    ON CONFLICT DO UPDATE SET Calls = Calls + excluded.Calls
                    """);
                session.Db.CallCounts.Where(c => c.StoreId == storeId && c.Day < day - KeptDays).ExecuteDelete();
            }

            session.AfterCommit(() => app.Kept(news));
        }
    }

    public void Dispose()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }
    }

    private AppCalls AppOf(string appKey, bool isRemote) =>
        _apps.GetOrAdd(appKey, key => new AppCalls(key, isRemote ? options.Value.CallsPerDay : 0, clock, Stored));

    private Dictionary<int, int> Stored(string appKey, int day)
    {
        using var db = contexts.CreateDbContext();
        return db.CallCounts.AsNoTracking().Where(c => c.AppKey == appKey && c.Day == day).ToDictionary(c => c.StoreId, c => c.Calls);
    }
}

/// <param name="Store">Calls of this store since midnight in Beijing.</param>
/// <param name="App">Calls of its app, all stores together.</param>
/// <param name="PerDay">What the app may; <c>null</c> for no limit.</param>
/// <param name="PerSecond">What the store may; <c>null</c> for no limit.</param>
/// <param name="NextDay">When the count begins anew.</param>
public sealed record CallUse(int Store, int App, int? PerDay, double? PerSecond, DateTimeOffset NextDay);
