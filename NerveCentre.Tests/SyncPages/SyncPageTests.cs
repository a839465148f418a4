using Bunit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;
using NerveCentre.Dashboard.Sync;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.SyncPages;

public sealed class SyncPageTests : PageContext
{
    [Theory]
    [InlineData(StoreKind.File, "Rejected")]
    [InlineData(StoreKind.AliExpress, "Gone")]
    public async Task LastColumn_IsNamedAfterWhatItCounts(StoreKind kind, string heading)
    {
        var store = await Get<StoreDirectory>().CreateAsync("Lamps", kind, "UTC", default);
        await Get<StoreWriter>().WriteAsync(
            session => session.Db.Runs.Add(new RunRecord { StoreId = store.Id, Stream = SyncStreams.Import, StartedAt = TestClock.Noon, Outcome = SyncOutcome.Succeeded, Gone = 3 }), default);
        Assert.Equal(heading, Render<SyncPage>().FindAll("thead th")[^1].TextContent);
    }
}
