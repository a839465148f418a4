using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Cards;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;

namespace NerveCentre.Tests.Cards;

public sealed class CardReaderTests : IAsyncLifetime
{
    private static readonly string Orders = CardRegistry.Orders.Key;
    private static readonly string Coverage = CardRegistry.Coverage.Key;

    private readonly Installation _installation = Installation.Empty();
    private StoreSummary _shop = null!;
    private StoreSummary _other = null!;

    private CardReader Cards => _installation.Get<CardReader>();

    public async Task InitializeAsync()
    {
        _shop = await _installation.StoreAsync(zone: "America/Los_Angeles");
        _other = await _installation.StoreAsync("Other");
    }

    public async Task DisposeAsync() => await _installation.DisposeAsync();

    [Fact]
    public async Task AToken_ReadsItsCardsOfItsStores()
    {
        var token = await TokenAsync([_shop.Id], [Orders]);

        var reading = Assert.IsType<CardReading.OfOrders>(await Cards.ReadAsync(token, Orders.ToUpperInvariant(), " shop ", new CardParameters(Window: "calendar", Exclude: "unpaid"), default)).Reading;

        Assert.Equal(("Shop", "America/Los_Angeles", true, false), (reading.Store, reading.Query.Window.Zone, reading.Query.ExcludeUnpaid, reading.Query.ExcludeCancelled));
        var catalogue = await Cards.CatalogueAsync(token, default);
        Assert.Equal([CardRegistry.Orders], catalogue.Cards);
        Assert.Equal(["Shop"], catalogue.Stores);
    }

    [Fact]
    public async Task ACardOutsideOfTheTokensScope_IsRefused_AndRecorded()
    {
        var token = await TokenAsync([_shop.Id], [Orders]);

        var problem = await Assert.ThrowsAsync<CardProblemException>(() => Cards.ReadAsync(token, Coverage, "Shop", new CardParameters(), default));

        Assert.Equal(CardProblem.OutOfScope, problem.Problem);
        using var db = _installation.Db();
        Assert.Contains(db.Audit.ToList(), a => a is { Action: "access.refused", Kind: CallerKind.Token, Subject: nameof(Right.ReadCard) });
    }

    [Fact]
    public async Task AStoreOfOthers_CannotBeToldFromOneThatIsNotThere()
    {
        var mara = TestPeople.AddMember(_installation.Get<IDbContextFactory<NerveCentreDb>>(), "Mara", (_shop.Id, StoreRole.Marketing));
        foreach (var caller in (Caller[])[mara, await TokenAsync([_shop.Id], [Orders])])
        {
            var foreign = await Assert.ThrowsAsync<AccessRefusedException>(() => Cards.ReadAsync(caller, Orders, "Other", new CardParameters(), default));
            var none = await Assert.ThrowsAsync<AccessRefusedException>(() => Cards.ReadAsync(caller, Orders, "Nowhere", new CardParameters(), default));
            // Wrong parameters tell nothing either: the store is looked at first.
            var foreignAndWrong = await Assert.ThrowsAsync<AccessRefusedException>(() => Cards.ReadAsync(caller, Orders, "Other", new CardParameters(End: "never"), default));

            Assert.Equal((none.Message, none.SignedIn), (foreign.Message, foreign.SignedIn));
            Assert.Equal(none.Message, foreignAndWrong.Message);
        }

        using var db = _installation.Db();
        Assert.Equal(6, db.Audit.Count(a => a.Action == "access.refused" && a.StoreId == null));
    }

    [Fact]
    public async Task TheStore_MayBeLeftOutByWhoeverHasOne_AndBySomebodyWithTwoNot()
    {
        var one = await TokenAsync([_other.Id], [Coverage]);
        var two = await TokenAsync([_shop.Id, _other.Id], [Coverage]);

        Assert.Equal("Other", Assert.IsType<CardReading.OfCoverage>(await Cards.ReadAsync(one, Coverage, null, new CardParameters(), default)).Reading.Store);
        var problem = await Assert.ThrowsAsync<CardProblemException>(() => Cards.ReadAsync(two, Coverage, null, new CardParameters(), default));
        Assert.Equal((CardProblem.WrongParameter, "store"), (problem.Problem, problem.Parameter));
        Assert.Contains("'Other', 'Shop'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoIsNobody_OrHasEnded_ReadsNothing()
    {
        var contexts = _installation.Get<IDbContextFactory<NerveCentreDb>>();
        var token = await TokenAsync([_shop.Id], [Orders]);
        var gone = TestPeople.AddMember(contexts, "Gus", (_shop.Id, StoreRole.Owner));
        TestPeople.Change(contexts, gone, a => a.DisabledAt = TestClock.Noon);
        await _installation.Get<ApiTokens>().RevokeAsync(Caller.CommandLine, token.TokenId, default);

        foreach (var caller in (Caller[])[Caller.Nobody, Caller.Explorer, gone, token, Caller.Token(99)])
        {
            Assert.False((await Assert.ThrowsAsync<AccessRefusedException>(() => Cards.ReadAsync(caller, Orders, "Shop", new CardParameters(), default))).SignedIn);
            await Assert.ThrowsAsync<AccessRefusedException>(() => Cards.ReadAsync(caller, Coverage, null, new CardParameters(), default));
            await Assert.ThrowsAsync<AccessRefusedException>(() => Cards.CatalogueAsync(caller, default));
        }
    }

    [Theory]
    [InlineData("end", "yesterday", "end: 'yesterday' is no date that can be read")]
    [InlineData("end", "2026-03-16", "end=2026-03-16 is a day. A rolling window ends at a moment such as 2026-03-16T12:50:00Z; for whole days say window=calendar.")]
    [InlineData("end", "0001-01-01T00:00:00Z", "end: 0001-01-01 is out of range")]
    [InlineData("end", "2026-03-08T02:30:00", "end: '2026-03-08T02:30:00' does not exist in America/Los_Angeles")]
    [InlineData("window", "weekly", "window=weekly: say rolling or calendar.")]
    [InlineData("zone", "Mars/Olympus", "zone: The time zone 'Mars/Olympus' is not known")]
    [InlineData("zone", "/dev/zero", "zone: The time zone '/dev/zero' is not known")]
    [InlineData("zone", "../../../dev/zero", "zone: The time zone '../../../dev/zero' is not known")]
    [InlineData("zone", "", "zone: The time zone '' is not known")]
    [InlineData("attribution", "seller", "attribution=seller: say buyer or ship.")]
    [InlineData("exclude", "unpaid,paid", "exclude=paid: say cancelled, unpaid, or cancelled,unpaid.")]
    [InlineData("exclude", "x\u202Ey\n", "exclude=x·y: say cancelled")]
    public async Task AWrongParameter_IsNamedAsItWasWritten(string parameter, string value, string words)
    {
        var asked = parameter switch
        {
            "end" => new CardParameters(End: value),
            "window" => new CardParameters(Window: value),
            "zone" => new CardParameters(Zone: value),
            "attribution" => new CardParameters(Attribution: value),
            _ => new CardParameters(Exclude: value),
        };

        var inAddress = await Assert.ThrowsAsync<CardProblemException>(() => Cards.ReadAsync(Caller.CommandLine, Orders, "Shop", asked, default));
        var asOption = await Assert.ThrowsAsync<CardProblemException>(() => Cards.ReadAsync(Caller.CommandLine, Orders, "Shop", asked with { AsOptions = true }, default));
        var onTheOther = await Assert.ThrowsAsync<CardProblemException>(() => Cards.ReadAsync(Caller.CommandLine, Coverage, "Shop", asked, default));

        Assert.StartsWith(words, inAddress.Message, StringComparison.Ordinal);
        Assert.Equal((CardProblem.WrongParameter, parameter), (inAddress.Problem, inAddress.Parameter));
        Assert.DoesNotContain("--", inAddress.Message, StringComparison.Ordinal);
        Assert.StartsWith($"--{parameter}", asOption.Message, StringComparison.Ordinal);
        Assert.Equal((parameter, true), (onTheOther.Parameter, onTheOther.Message.Contains("is read as of now", StringComparison.Ordinal)));
    }

    private async Task<Caller> TokenAsync(IReadOnlyList<int> stores, IReadOnlyList<string> cards)
    {
        var tokens = _installation.Get<ApiTokens>();
        var made = await tokens.MakeAsync(Caller.CommandLine, new NewToken(Guid.NewGuid().ToString(), stores, cards, 30), default);
        return (await tokens.CallerOfAsync(made, default))!;
    }
}
