using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.AliExpress.Sandbox;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Tests.Sync;

namespace NerveCentre.Tests.Coverage;

/// <summary>Templates' verdicts beside the sandbox's hidden truth.</summary>
public sealed class VerificationsTests
{
    private const string Freight = "aliexpress.logistics.buyer.freight.calculate";
    private const string TemplateFreight = "aliexpress.freight.redefining.calculatefreight";
    private static readonly CountryCode Mexico = CountryCode.Parse("MX");
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");

    [Fact]
    public async Task Sample_HasAsManyCallsAsItNames_TheDoubtfulFirst_AndIsTheSameForTheSameSeed()
    {
        var gateway = new Gateway();
        await using var shop = await Shop.OpenAsync(gateway);
        var calls = gateway.Calls;

        var sample = await Room(shop).SampleAsync(Caller.CommandLine, shop.Id, 3, seed: 5, default);

        Assert.Equal(24, sample.Count);
        Assert.Equal(calls, gateway.Calls);
        Assert.Equal(sample, await Room(shop).SampleAsync(Caller.CommandLine, shop.Id, 3, seed: 5, default));
        Assert.NotEqual(sample, await Room(shop).SampleAsync(Caller.CommandLine, shop.Id, 3, seed: 6, default));
        var steps = await RunAsync(shop, sample);
        Assert.Equal((24, 24, false), (steps.Count, gateway.Calls - calls, steps[^1].UsesTemplates));
        var table = await TableAsync(shop);
        Assert.All(table.Rows, r => Assert.Contains(r.Market.Verdict, (DestinationVerdict[])[DestinationVerdict.Assumed, DestinationVerdict.Unknown]));
    }

    [Fact]
    public async Task Pairs_AreAnsweredAsTheSandboxReallyShips_AndDisagreementsStandFirst()
    {
        await using var shop = await Shop.OpenAsync();
        var revision = shop.Installation.Rows("SELECT Revision FROM Stores").Single();
        var free = Listing(shop, 50001000109);
        var plain = Listing(shop, SandboxTemplates.Worldwide);
        var late = Listing(shop, SandboxTemplates.TemplateB);
        var lost = Listing(shop, SandboxTemplates.Gone);
        var battery = Listing(shop, SandboxTemplates.Batteries);

        await RunAsync(shop, [new(plain, Mexico), new(free, Mexico), new(late, Brazil), new(lost, Brazil), new(battery, Brazil), new(free, Brazil)]);

        var table = await TableAsync(shop);
        Assert.Equal(
            [(free, "MX", VerificationOutcome.Disagrees), (lost, "BR", VerificationOutcome.Settles)],
            table.Rows.Take(2).Select(r => (r.ListingId, r.Country.Alpha2, r.Outcome)));
        Assert.Equal((1, 1, 0, 4), (table.Of(VerificationOutcome.Disagrees), table.Of(VerificationOutcome.Settles), table.Of(VerificationOutcome.NoAnswer), table.Of(VerificationOutcome.Agrees)));
        var first = table.Rows[0];
        Assert.Equal((DestinationVerdict.Assumed, FreightAnswer.DoesNotDeliver, TestClock.Noon), (first.Market.Verdict, first.Answer, first.At));
        Assert.Equal(("CAINIAO_SUPER_ECONOMY", DestinationList.AllFree), (first.Market.Evidence.Single().Service, first.Market.Evidence.Single().List));
        Assert.True(table.Rows.Single(r => r.ListingId == battery).Restricted);
        Assert.Equal(["CAINIAO_STANDARD"], table.Rows.Single(r => r.ListingId == plain).Services);
        Assert.Single((await Room(shop).ReadAsync(Caller.CommandLine, shop.Id, VerificationOutcome.Disagrees, Mexico, default)).Rows);
        Assert.Empty((await Room(shop).ReadAsync(Caller.CommandLine, shop.Id, VerificationOutcome.Disagrees, Brazil, default)).Rows);
        // What was answered moves nothing by itself.
        Assert.Equal((3534, revision), ((await shop.GaugeAsync()).Covered, shop.Installation.Rows("SELECT Revision FROM Stores").Single()));
    }

    [Fact]
    public async Task AskingAgain_KeepsTheNewestAnswer_AndOldOnesGo()
    {
        await using var shop = await Shop.OpenAsync();
        var (one, other) = (Listing(shop, 50001000109), Listing(shop, SandboxTemplates.Worldwide));
        await RunAsync(shop, [new(one, Mexico), new(other, Mexico)]);
        shop.Installation.Clock.Advance(TimeSpan.FromDays(60));
        await RunAsync(shop, [new(one, Mexico)]);
        Assert.Equal(2, (await TableAsync(shop)).Rows.Count);
        Assert.Equal(shop.Installation.Clock.GetUtcNow(), (await TableAsync(shop)).Rows.Single(r => r.ListingId == one).At);

        shop.Installation.Clock.Advance(TimeSpan.FromDays(31));
        await RunAsync(shop, [new(one, Brazil)]);

        Assert.Equal([one, one], (await TableAsync(shop)).Rows.Select(r => r.ListingId));
    }

    [Fact]
    public async Task NoMoreAnswersAreKept_ThanTheBound()
    {
        await using var shop = await Shop.OpenAsync();
        var listings = shop.Installation.Sandbox.Listings.Where(l => l.Status is ListingStatuses.OnSelling).Take(Verifications.Kept + 5).Select(l => l.ProductId).ToList();
        await shop.Installation.Writer.WriteAsync(
            session => session.Db.Verifications.AddRange(listings.Select(l => new Core.Store.VerificationRecord { StoreId = shop.Id, At = TestClock.Noon, By = "x", ListingId = l, Country = "BR", Evidence = "[]" })),
            default);

        await RunAsync(shop, [new(listings[0], Mexico)]);

        Assert.Equal([$"{Verifications.Kept}"], shop.Installation.Rows("SELECT COUNT(*) FROM Verifications"));
    }

    [Fact]
    public async Task AppThatMayNotAskAboutListings_AsksAboutTemplates_AndSaysSo()
    {
        var gateway = new Gateway { Instead = (_, method, _) => method is Freight ? Gateway.Refusing("11", "isv.insufficient-permission") : null };
        await using var shop = await Shop.OpenAsync(gateway);
        var free = Listing(shop, 50001000109);
        var calls = gateway.Calls;

        var steps = await RunAsync(shop, [new(free, Mexico), new(free, Brazil)]);

        Assert.All(steps, s => Assert.True(s.UsesTemplates));
        Assert.Equal(3, gateway.Calls - calls);
        Assert.Equal([(true, VerificationOutcome.Disagrees), (true, VerificationOutcome.Agrees)], (await TableAsync(shop)).Rows.Select(r => (r.ByTemplate, r.Outcome)));
    }

    [Fact]
    public async Task AppThatMayAskNeither_IsToldWhichPermissionIsMissing_AndNothingIsKept()
    {
        var gateway = new Gateway { Instead = (_, method, _) => method is Freight or TemplateFreight ? Gateway.Refusing("11") : null };
        await using var shop = await Shop.OpenAsync(gateway);

        var told = await Assert.ThrowsAsync<ProblemException>(() => RunAsync(shop, [new(Listing(shop, 50001000109), Mexico)]));

        Assert.Contains(TemplateFreight, told.Message, StringComparison.Ordinal);
        Assert.Empty((await TableAsync(shop)).Rows);
    }

    [Fact]
    public async Task GatewayThatFailsMidway_KeepsWhatWasAnswered()
    {
        var gateway = new Gateway();
        await using var shop = await Shop.OpenAsync(gateway);
        var (one, other) = (Listing(shop, 50001000109), Listing(shop, SandboxTemplates.Worldwide));
        var asked = 0;
        gateway.Instead = (_, method, _) => method is Freight && ++asked > 1 ? Gateway.Refusing("7") : null;

        var told = await Assert.ThrowsAsync<ProblemException>(() => RunAsync(shop, [new(one, Mexico), new(other, Mexico)]));

        Assert.Contains("limit", told.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([one], (await TableAsync(shop)).Rows.Select(r => r.ListingId));
    }

    [Fact]
    public async Task AnswerWithCodesThatNobodyDocuments_IsNone()
    {
        var gateway = new Gateway { Instead = (_, method, _) => method is Freight ? Gateway.Saying("""{"result": {"success": true, "aeop_freight_calculate_result_for_buyer_d_t_o_list": [{"service_name": "EMS", "error_code": 12}]}}""") : null };
        await using var shop = await Shop.OpenAsync(gateway);

        await RunAsync(shop, [new(Listing(shop, 50001000109), Mexico)]);

        var row = (await TableAsync(shop)).Rows.Single();
        Assert.Equal(VerificationOutcome.NoAnswer, row.Outcome);
        Assert.Contains("EMS 12", row.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListingThatIsNotActive_IsRefusedInWords()
    {
        await using var shop = await Shop.OpenAsync();
        var offline = shop.Installation.Sandbox.Listings.First(l => l.Status is ListingStatuses.Offline).ProductId;

        Assert.Contains("no active listing", (await Assert.ThrowsAsync<ProblemException>(() => RunAsync(shop, [new(offline, Mexico)]))).Message, StringComparison.Ordinal);
        Assert.Contains("no active listing", (await Assert.ThrowsAsync<ProblemException>(() => RunAsync(shop, [new(-1, Mexico)]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_TakesTheDoubtfulThenTheNamedThenTheRest_AndNoListingTwiceForAMarket()
    {
        var reaches = new Dictionary<long, TemplateReach>
        {
            [1] = new(CountrySet.Of(Brazil), CountrySet.Empty, CountrySet.Empty),
            [2] = new(CountrySet.Empty, CountrySet.Of(Brazil), CountrySet.Empty),
            [3] = new(CountrySet.Empty, CountrySet.Empty, CountrySet.Empty),
        };
        (long, long)[] listings = [.. Enumerable.Range(1, 40).Select(i => ((long)i, (long)(i % 4)))];

        var drawn = VerificationSample.Draw(listings, reaches, [Brazil, Mexico], 25, 1);

        Assert.Equal(50, drawn.Distinct().Count());
        Assert.Equal(Enumerable.Repeat(0, 20).Concat(Enumerable.Repeat(1, 5)), drawn.Where(d => d.Country == Brazil).Select(d => d.ListingId % 4 is 0 or 2 ? 0 : d.ListingId % 4 is 1 ? 1 : 2));
        Assert.Empty(VerificationSample.Draw([], reaches, [Brazil], 5, 1));
        Assert.Empty(VerificationSample.Draw(listings, reaches, [], 5, 1));
        Assert.Equal(40, VerificationSample.Draw(listings, reaches, [Brazil], 50, 1).Count);
    }

    private static Verifications Room(Shop shop) => shop.Installation.Get<Verifications>();

    private static Task<VerificationTable> TableAsync(Shop shop) => Room(shop).ReadAsync(Caller.CommandLine, shop.Id, null, null, default);

    private static long Listing(Shop shop, long template) =>
        shop.Installation.Sandbox.Listings.First(l => l.TemplateId == template && l.Status is ListingStatuses.OnSelling).ProductId;

    private static async Task<List<VerificationStep>> RunAsync(Shop shop, IReadOnlyList<VerifiedPair> pairs)
    {
        var steps = new List<VerificationStep>();
        await foreach (var step in Room(shop).RunAsync(Caller.CommandLine, shop.Id, pairs, default))
        {
            steps.Add(step);
        }

        return steps;
    }
}
