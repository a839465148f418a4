using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Core.Live;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Shared;
using NerveCentre.Dashboard.Sync;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.SyncPages;

public sealed class StreamWordsTests
{
    private static readonly StoreTime Time = new("UTC");

    private static readonly BackfillProgress HalfWay = new(TestClock.Noon.AddDays(-90), TestClock.Noon.AddDays(-20), 600, 1200, 100, TimeSpan.FromMinutes(95), null, null);

    [Fact]
    public void State_IsSaidInWords()
    {
        var fresh = new StreamFreshness("orders", TimeSpan.FromMinutes(5), TestClock.Noon, null, null, false);
        Assert.Equal("Fresh", StreamWords.State(fresh, TestClock.Noon));
        Assert.Equal("Stale", StreamWords.State(fresh, TestClock.Noon.AddMinutes(8)));
        Assert.Equal("Failed", StreamWords.State(fresh with { LastError = "no" }, TestClock.Noon));
        Assert.Equal("Reading now", StreamWords.State(fresh with { LastError = "no", Running = true }, TestClock.Noon));
        Assert.Equal("Not read yet", StreamWords.State(fresh with { LastSuccess = null }, TestClock.Noon));
    }

    [Fact]
    public void Backfill_SaysWhatHowMuchAndHowLongStill()
    {
        using var english = new CultureScope("en");
        Assert.Equal("600 of about 1,200\u00A0orders read, the newest first, down to 24 February 2026; 500 with their country.", StreamWords.Backfill(HalfWay, Time));
        Assert.Equal("about 1 h 35 min", StreamWords.Left(HalfWay.Left!.Value));
        Assert.Equal("less than a minute", StreamWords.Left(TimeSpan.FromSeconds(20)));
        Assert.Equal("The orders back to 16 December 2025 have been read: 600.", StreamWords.Backfill(HalfWay with { FinishedAt = TestClock.Noon }, Time));
    }

    [Fact]
    public void Calls_NameTheBudgetAndWhoUsedIt()
    {
        using var english = new CultureScope("en");
        var use = new CallUse(120, 300, 50_000, 2.5, TestClock.Noon.AddHours(4));
        var words = CallWords.Used(use, Time, TestClock.Noon);
        Assert.StartsWith("120\u00A0calls of this store of the 300\u00A0calls of its app since midnight in Beijing", words, StringComparison.Ordinal);
        Assert.Contains("begins at 16:00", words, StringComparison.Ordinal);
        Assert.Contains("50,000 a day and 2.5 a second", words, StringComparison.Ordinal);
        Assert.EndsWith("There is no limit.", CallWords.Used(use with { PerDay = null }, Time, TestClock.Noon), StringComparison.Ordinal);
    }
}
