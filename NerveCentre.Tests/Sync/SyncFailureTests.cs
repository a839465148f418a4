using NerveCentre.Core.Access;
using System.Net;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Tests.Sync;

/// <summary>A gateway that fails in every way we know of: nothing that was known is lost, and the run says what happened.</summary>
public sealed class SyncFailureTests
{
    [Fact]
    public async Task EmptyAnswers_WipeNothingAndAreToldAsFailures()
    {
        var gateway = new Gateway { Instead = (_, method, _) => Gateway.EmptyList(method) };
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        var before = Table.AllRows(installation.Folder.Database);

        var runs = await installation.SyncAsync();

        Assert.Equal(before, Table.AllRows(installation.Folder.Database));
        Assert.Equal([SyncOutcome.Failed, SyncOutcome.Failed, SyncOutcome.Succeeded], runs.Select(r => r.Outcome));
        Assert.Contains("no shipping template at all, where 24 were known", runs[0].Error, StringComparison.Ordinal);
        Assert.Contains("no active listing at all, where 4310 were known", runs[1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListThatRunsEmptyHalfway_TakesNoListingAway()
    {
        var gateway = new Gateway
        {
            Instead = (_, method, sent) => method is Gateway.Listings && sent["aeop_a_e_product_list_query"].Contains("\"current_page\":2", StringComparison.Ordinal) ? Gateway.EmptyList(method) : null,
        };
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        installation.Clock.Advance(TimeSpan.FromHours(7));

        var run = await installation.SyncAsync(SyncStreams.Listings);

        Assert.Equal((SyncOutcome.Failed, 0), (run.Outcome, run.Gone));
        Assert.Contains("nothing was taken away", run.Error, StringComparison.Ordinal);
        Assert.Equal(["4310"], installation.Rows("SELECT COUNT(*) FROM Listings WHERE Status = 0"));
    }

    [Fact]
    public async Task EditsDuringHoursOfEmptyAnswers_AreReadWhenTheGatewayRecovers()
    {
        var gateway = new Gateway();
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        gateway.Instead = (_, method, _) => Gateway.EmptyList(method);
        installation.Clock.Advance(TimeSpan.FromMinutes(5));
        installation.Sandbox.AssignRightTemplateToBatch();
        // Longer than the overlap, shorter than the interval of sweeps.
        for (var run = 0; run < 10; run++)
        {
            installation.Clock.Advance(TimeSpan.FromMinutes(30));
            await installation.SyncAsync(SyncStreams.Listings);
        }

        gateway.Instead = (_, _, _) => null;
        Assert.Equal(604, (await installation.SyncAsync(SyncStreams.Listings)).Updated);
    }

    [Fact]
    public async Task TotalThatChangesWhileItIsRead_BeginsAgainAndMissesNothing()
    {
        var gateway = new Gateway();
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        var newest = installation.Sandbox.Listings.Last(l => l.Status is ListingStatuses.OnSelling).ProductId;
        installation.Clock.Advance(TimeSpan.FromHours(7));
        var deleted = false;
        gateway.Instead = (_, method, sent) =>
        {
            if (!deleted && method is Gateway.Listings && sent["aeop_a_e_product_list_query"].Contains("\"current_page\":3", StringComparison.Ordinal))
            {
                // From here on every row stands one place further to the front.
                deleted = true;
                installation.Sandbox.DeleteListing(newest);
            }

            return null;
        };

        var run = await installation.SyncAsync(SyncStreams.Listings);

        // Met before it went, so it stays for now: the next run finds one too many.
        Assert.Equal((SyncOutcome.Succeeded, 0), (run.Outcome, run.Gone));
        Assert.Equal(1, (await installation.SyncAsync(SyncStreams.Listings)).Gone);
        Assert.Equal(["4309"], installation.Rows("SELECT COUNT(*) FROM Listings WHERE Status = 0"));
    }

    [Fact]
    public async Task OrderThatMovesPagesWhileTheyAreRead_IsReadAllTheSame()
    {
        var gateway = new Gateway();
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        var cut = false;
        installation.Clock.Advance(TimeSpan.FromDays(10));
        gateway.Change = (_, method, json) =>
        {
            // Once, a row is missing that was announced.
            if (!cut && method is Gateway.Orders && json["result"]!["target_list"]!.AsArray() is { Count: > 1 } rows)
            {
                cut = true;
                rows.RemoveAt(0);
            }
        };

        var run = await installation.SyncAsync(SyncStreams.Orders);

        Assert.Equal(SyncOutcome.Succeeded, run.Outcome);
        Assert.Equal(
            installation.Sandbox.OrdersAt(installation.Clock.GetUtcNow()).Count(o => o.Created > TestClock.Noon),
            int.Parse(installation.Rows($"SELECT COUNT(*) FROM Orders WHERE PlacedAt > {TestClock.Noon.ToUnixTimeMilliseconds()}").Single(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task OrdersAnnouncedAndNeverTold_FailTheRunAndHoldTheCursorBack()
    {
        var gateway = new Gateway();
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        var cursor = installation.Rows("SELECT ReadTo FROM Cursors WHERE Stream = 'orders'");
        installation.Clock.Advance(TimeSpan.FromDays(1));
        gateway.Change = (_, method, json) =>
        {
            if (method is Gateway.Orders && json["result"]!["target_list"]!.AsArray() is { Count: > 1 } rows)
            {
                rows.RemoveAt(0);
            }
        };

        var run = await installation.SyncAsync(SyncStreams.Orders);

        Assert.Equal(SyncOutcome.Failed, run.Outcome);
        Assert.True(run.Added > 0);
        Assert.Equal(cursor, installation.Rows("SELECT ReadTo FROM Cursors WHERE Stream = 'orders'"));
    }

    public static TheoryData<int> CallNumbers() => [1, 27, 79, 4430];

    [Theory]
    [MemberData(nameof(CallNumbers))]
    public async Task ProcessThatDiesAtAnyCall_AndIsStartedAgain_EndsWithTheSameTables(int lastCall)
    {
        await using var whole = await Installation.FilledAsync();
        using var death = new CancellationTokenSource();
        var gateway = new Gateway
        {
            Instead = (call, _, _) =>
            {
                if (call >= lastCall)
                {
                    death.Cancel();
                    death.Token.ThrowIfCancellationRequested();
                }

                return null;
            },
        };
        await using var installation = Installation.Empty(gateway.Configure);
        // The founding writes before the first call; the sync dies in the middle.
        await installation.SandboxStoreAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => installation.SyncAsync(death.Token));
        Table.AssertSound(installation.Folder.Database);

        gateway.Instead = (_, _, _) => null;
        installation.Get<Database>().Prepare(closeOpenRuns: true);
        Assert.All(await installation.SyncAsync(), r => Assert.Equal(SyncOutcome.Succeeded, r.Outcome));

        Assert.Equal(Table.AllRows(whole.Folder.Database), Table.AllRows(installation.Folder.Database));
        Assert.Equal(["3"], installation.Rows("SELECT Outcome FROM Runs WHERE Outcome <> 1"));
    }

    [Fact]
    public async Task Backfill_NeverStandsAheadOfItsRows()
    {
        // Wherever the orders' first read stops, everything placed after the moment it claims to have reached is stored.
        for (var calls = 26; calls <= 110; calls += 7)
        {
            var limit = calls;
            var gateway = new Gateway { Instead = (call, _, _) => call > limit ? Gateway.Saying("", HttpStatusCode.BadGateway) : null };
            await using var installation = Installation.Empty(gateway.Configure);
            await installation.SandboxStoreAsync();

            await installation.SyncAsync(SyncStreams.Orders);

            using var db = installation.Db();
            var backfill = await db.Backfills.SingleAsync();
            var expected = installation.Sandbox.OrdersAt(TestClock.Noon).Count(o => o.Created > backfill.ReadDownTo);
            Assert.Equal(expected, await db.Orders.CountAsync(o => o.PlacedAt > backfill.ReadDownTo));
            Assert.True(backfill.Read >= expected);
        }
    }

    [Theory]
    [InlineData(SyncStreams.Orders)]
    [InlineData(SyncStreams.Listings)]
    public async Task CursorInTheFarFuture_DoesNotBlindTheReading(string stream)
    {
        await using var installation = await Installation.FilledAsync();
        await installation.Writer.WriteAsync(
            session => session.Db.Cursors.ExecuteUpdate(set => set.SetProperty(c => c.ReadTo, new DateTimeOffset(2999, 12, 31, 0, 0, 0, TimeSpan.Zero))),
            default);
        installation.Clock.Advance(TimeSpan.FromHours(1));
        installation.Sandbox.AssignRightTemplateToBatch();

        var run = await installation.SyncAsync(stream);

        Assert.Equal(SyncOutcome.Succeeded, run.Outcome);
        Assert.True(run.Added + run.Updated > 10);
        Assert.Equal([installation.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)], installation.Rows($"SELECT ReadTo FROM Cursors WHERE Stream = '{stream}'"));
    }

    [Theory]
    [InlineData("IllegalAccessToken", null, "Authorise the store again")]
    [InlineData("IncompleteSignature", null, "Check the app secret")]
    [InlineData("ApiCallLimit", null, "limit of calls is used up")]
    [InlineData("InvalidAppkey", null, "Ask for the permission")]
    [InlineData("15", "isp.service-unavailable", "service failed for the moment")]
    [InlineData("15", "isv.invalid-parameter", "AliExpress refused aliexpress.")]
    public async Task Refusals_StandInTheRunWithWhatToDo(string code, string? subCode, string words)
    {
        var gateway = new Gateway { Instead = (_, _, _) => Gateway.Refusing(code, subCode) };
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        var before = Table.AllRows(installation.Folder.Database);

        var runs = await installation.SyncAsync();

        Assert.All(runs, r => Assert.Equal(SyncOutcome.Failed, r.Outcome));
        Assert.All(runs, r => Assert.Contains(words, r.Error, StringComparison.Ordinal));
        Assert.All(runs, r => Assert.Contains("r-1", r.Error, StringComparison.Ordinal));
        Assert.Equal(before, Table.AllRows(installation.Folder.Database));
        var fresh = await installation.Get<SyncFreshness>().ReadAsync(await installation.SandboxStoreAsync(), default);
        Assert.All(fresh, f => Assert.Contains(words, f.LastError, StringComparison.Ordinal));
        Assert.All(fresh, f => Assert.Equal(TestClock.Noon, f.LastSuccess));
    }

    [Fact]
    public async Task PageOfHtml_IsToldAsUnreadable()
    {
        var gateway = new Gateway { Instead = (_, _, _) => Gateway.Saying("<html>Sign in to the hotel's network</html>") };
        await using var installation = await Installation.FilledAsync(gateway.Configure);

        Assert.All(await installation.SyncAsync(), r => Assert.Contains("cannot be read", r.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LineThatIsDown_IsToldAsUnreachable()
    {
        var gateway = new Gateway { Instead = (_, _, _) => throw new HttpRequestException("No route to host") };
        await using var installation = await Installation.FilledAsync(gateway.Configure);

        Assert.All(await installation.SyncAsync(), r => Assert.Contains("could not be reached (No route to host)", r.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task DefectInAHandler_IsRecordedWithoutItsInnards()
    {
        var gateway = new Gateway { Instead = (_, _, _) => throw new InvalidTimeZoneException("secret detail") };
        await using var installation = await Installation.FilledAsync(gateway.Configure);

        var run = await installation.SyncAsync(SyncStreams.Orders);

        Assert.Contains("A defect of NerveCentre stopped this run (InvalidTimeZoneException)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunPastItsTimeLimit_IsStoppedAndKeepsWhatItRead()
    {
        Installation? installation = null;
        var gateway = new Gateway
        {
            Instead = (call, _, _) =>
            {
                installation!.Clock.Advance(call is 3 ? TimeSpan.FromMinutes(16) : TimeSpan.Zero);
                return null;
            },
        };
        await using var opened = installation = Installation.Empty(gateway.Configure);

        var run = await installation.SyncAsync(SyncStreams.Listings);

        Assert.Equal(SyncOutcome.Failed, run.Outcome);
        Assert.Contains("time limit of 00:15:00", run.Error, StringComparison.Ordinal);
        Assert.Equal(["198"], installation.Rows("SELECT COUNT(*) FROM Listings"));
    }

    [Fact]
    public async Task TemplateThatDisappears_MakesItsListingsUnknownUntilItIsBack()
    {
        var gateway = new Gateway();
        await using var installation = await Installation.FilledAsync(gateway.Configure);
        var store = await installation.SandboxStoreAsync();
        gateway.Change = (_, method, json) =>
        {
            if (method is Gateway.Templates)
            {
                var list = json["aeop_freight_template_d_t_o_list"]!.AsArray();
                list.Remove(list.Single(t => t!["template_id"]!.GetValue<long>() is SandboxTemplates.TemplateB));
            }
        };

        var run = await installation.SyncAsync(SyncStreams.Templates);
        var without = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);
        gateway.Change = null;
        await installation.SyncAsync(SyncStreams.Templates);
        var again = await installation.Get<CoverageReader>().ReadAsync(store.Id, default);

        Assert.Equal((SyncOutcome.Succeeded, 1), (run.Outcome, run.Gone));
        Assert.Equal((12 + 131, 635 - 131), (without.Unknown, without.Gap));
        Assert.Equal((12, 635), (again.Unknown, again.Gap));
    }

    [Fact]
    public async Task TemplateThatCannotBeRead_KeepsWhatWasReadBefore_OrIsUnknown()
    {
        var gateway = new Gateway
        {
            Instead = (_, method, sent) => method is Gateway.Template && sent["template_id"] == SandboxTemplates.TemplateB.ToString(System.Globalization.CultureInfo.InvariantCulture)
                ? Gateway.Saying("<html>", HttpStatusCode.BadGateway)
                : null,
        };
        await using var known = await Installation.FilledAsync(gateway.Configure);
        var before = known.Rows("SELECT ReadAt FROM Templates WHERE Name = 'Template B'");
        known.Clock.Advance(TimeSpan.FromMinutes(5));

        var run = await known.SyncAsync(SyncStreams.Templates);

        Assert.Equal(SyncOutcome.Succeeded, run.Outcome);
        Assert.Contains("1 of 24 templates could not be read", run.Note, StringComparison.Ordinal);
        Assert.Equal(before, known.Rows("SELECT ReadAt FROM Templates WHERE Name = 'Template B'"));
        Assert.Equal(12, (await known.Get<CoverageReader>().ReadAsync((await known.SandboxStoreAsync()).Id, default)).Unknown);

        var first = new Gateway { Instead = gateway.Instead };
        await using var never = Installation.Empty(first.Configure);
        await never.SyncAsync();
        Assert.Equal(12 + 131, (await never.Get<CoverageReader>().ReadAsync((await never.SandboxStoreAsync()).Id, default)).Unknown);
    }

    [Fact]
    public async Task TemplatesOfWhichNoneCanBeRead_FailTheRun()
    {
        var gateway = new Gateway { Instead = (_, method, _) => method is Gateway.Template ? Gateway.Saying("<html>") : null };
        await using var installation = await Installation.FilledAsync(gateway.Configure);

        var run = await installation.SyncAsync(SyncStreams.Templates);

        Assert.Equal(SyncOutcome.Failed, run.Outcome);
        Assert.Contains("None of the 24 shipping templates could be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodesThatAreNoCountry_AreToldInTheRunAndKept()
    {
        await using var installation = await Installation.FilledAsync();

        var run = await installation.SyncAsync(SyncStreams.Templates);

        Assert.Contains("'Test – do not use' names codes that are no country: AN", run.Note, StringComparison.Ordinal);
        Assert.Equal(["AN"], installation.Rows("SELECT UnknownCodes FROM Templates WHERE Name LIKE 'Test%'"));
        Assert.Equal(["|1", "AN|2", "OTHER|2"], installation.Rows($"SELECT BuyerCountryRaw, COUNT(*) FROM Orders WHERE BuyerCountry IS NULL AND PlacedAt > {TestClock.Noon.AddDays(-30).ToUnixTimeMilliseconds()} GROUP BY 1 ORDER BY 1"));
    }

    [Fact]
    public async Task OneOrderThatCannotBeRead_HoldsUpNoOther()
    {
        string? poison = null;
        var gateway = new Gateway
        {
            Instead = (_, method, sent) =>
            {
                if (method is not Gateway.Order)
                {
                    return null;
                }

                poison ??= sent["param1"];
                return sent["param1"] == poison ? Gateway.Saying("""{"result": {"success": true, "data": "?"}}""") : null;
            },
        };
        await using var installation = Installation.Empty(gateway.Configure, ("Sync:ParallelCalls", "1"));

        var run = await installation.SyncAsync(SyncStreams.Orders);

        Assert.Equal(SyncOutcome.Succeeded, run.Outcome);
        Assert.Contains("would not tell the country of 1 orders", run.Note, StringComparison.Ordinal);
        Assert.Equal(["1"], installation.Rows("SELECT COUNT(*) FROM Orders WHERE CountriesRead = 0"));
    }

    [Fact]
    public async Task LimitInTheMiddleOfTheCountries_KeepsWhatWasReadBeforeIt()
    {
        var details = 0;
        var gateway = new Gateway { Instead = (_, method, _) => method is Gateway.Order && ++details > 50 ? Gateway.Refusing("ApiCallLimit") : null };
        await using var installation = Installation.Empty(gateway.Configure, ("Sync:ParallelCalls", "1"));

        var run = await installation.SyncAsync(SyncStreams.Orders);

        Assert.Equal(SyncOutcome.Failed, run.Outcome);
        Assert.Equal(["50"], installation.Rows("SELECT COUNT(*) FROM Orders WHERE CountriesRead = 1"));
        Table.AssertCounts(installation.Folder.Database);
    }

    [Fact]
    public async Task Runs_AreKeptForEveryStreamButNotWithoutEnd()
    {
        await using var installation = await Installation.FilledAsync();
        var store = await installation.SandboxStoreAsync();
        await installation.Writer.WriteAsync(
            session =>
            {
                session.Db.Runs.AddRange(Enumerable.Range(0, 600).Select(i => new RunRecord { StoreId = store.Id, Stream = SyncStreams.Orders, StartedAt = TestClock.Noon, FinishedAt = TestClock.Noon, Outcome = SyncOutcome.Failed, Error = "x" }));
            },
            default);

        await installation.Writer.WriteAsync(session => RunRecords.Trim(session, store.Id, SyncStreams.Orders, 500), default);

        // The last success of long ago still says how old the figures are.
        Assert.Equal(["1|1", "2|500"], installation.Rows("SELECT Outcome, COUNT(*) FROM Runs WHERE Stream = 'orders' GROUP BY 1 ORDER BY 1"));
        Assert.Equal(["1"], installation.Rows("SELECT COUNT(*) FROM Runs WHERE Stream = 'listings'"));
    }
}
