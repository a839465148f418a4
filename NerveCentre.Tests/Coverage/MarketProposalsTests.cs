using Microsoft.EntityFrameworkCore;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Store;
using NerveCentre.Tests.Access;
using NerveCentre.Tests.Shared;

namespace NerveCentre.Tests.Coverage;

public sealed class MarketProposalsTests : IDisposable
{
    private readonly CultureScope _english = new("en");
    private static readonly CountryCode Poland = CountryCode.Parse("PL");
    private static readonly CountryCode Brazil = CountryCode.Parse("BR");

    public void Dispose() => _english.Dispose();

    private sealed record World(Installation Installation, int Store, Caller Olga, Caller Mia) : IAsyncDisposable
    {
        public MarketProposals Proposals => Installation.Get<MarketProposals>();

        public PriorityMarkets Markets => Installation.Get<PriorityMarkets>();

        public IDbContextFactory<NerveCentreDb> Contexts => Installation.Get<IDbContextFactory<NerveCentreDb>>();

        public async Task<int> ProposedAsync(CountryCode country, string reason = "")
        {
            await Proposals.ProposeAsync(Mia, Store, country, reason, default);
            return (await Proposals.WaitingAsync(Mia, Store, default)).Single(p => p.Country == country).Id;
        }

        public async Task<string> ListAsync() => string.Join(' ', await Markets.GetAsync(Olga, Store, default));

        public IReadOnlyList<string> Audit() => Installation.Rows("SELECT Action, Subject FROM Audit WHERE Action LIKE 'proposal%' OR Action LIKE 'markets%' ORDER BY Id");

        public ValueTask DisposeAsync() => Installation.DisposeAsync();
    }

    private static async Task<World> NewAsync(string markets = "US")
    {
        var installation = Installation.Empty();
        var store = (await installation.StoreAsync()).Id;
        var contexts = installation.Get<IDbContextFactory<NerveCentreDb>>();
        var world = new World(installation, store, TestPeople.AddOwner(contexts), TestPeople.AddMember(contexts, "Mia", (store, StoreRole.Marketing)));
        await installation.Writer.WriteAsync(session => session.Db.Stores.Single(s => s.Id == store).PriorityMarkets = markets, default);
        return world;
    }

    [Fact]
    public async Task Accepting_PutsItOnTheList_AndInTheHistoryWithWhoDecided()
    {
        await using var world = await NewAsync();
        var id = await world.ProposedAsync(Poland, " many orders lately ");
        var waiting = Assert.Single(await world.Proposals.WaitingAsync(world.Olga, world.Store, default));
        Assert.Equal(("Mia (mia@example.com)", "many orders lately", false, TestClock.Noon), (waiting.By, waiting.Reason, waiting.IsOwn, waiting.At));
        Assert.Equal(1, await world.Proposals.CountToDecideAsync(world.Olga, world.Store, default));
        Assert.Equal(0, await world.Proposals.CountToDecideAsync(world.Mia, world.Store, default));

        Assert.True((await world.Proposals.AcceptAsync(world.Olga, world.Store, id, default)).Changed);

        Assert.Equal("US PL", await world.ListAsync());
        Assert.Equal("Olga (olga@example.com)", (await world.Markets.HistoryAsync(world.Olga, world.Store, 1, default))[0].By);
        Assert.Empty(await world.Proposals.WaitingAsync(world.Olga, world.Store, default));
        Assert.Equal([new DecidedProposal(Poland, "Mia (mia@example.com)", TestClock.Noon, "Olga (olga@example.com)", true)], await world.Proposals.DecidedAsync(world.Mia, world.Store, 5, default));
        Assert.Equal(["proposal.made|PL", "markets.changed|", "proposal.accepted|PL"], world.Audit());
    }

    [Fact]
    public async Task Declining_LeavesTheList_AndItMayBeProposedAgain()
    {
        await using var world = await NewAsync();
        await world.Proposals.DeclineAsync(world.Olga, world.Store, await world.ProposedAsync(Poland), default);
        Assert.Equal("US", await world.ListAsync());
        Assert.False(Assert.Single(await world.Proposals.DecidedAsync(world.Olga, world.Store, 5, default)).Accepted);
        Assert.False((await world.Proposals.ProposeAsync(world.Mia, world.Store, Poland, "", default)).Joined);
        Assert.Equal(["proposal.made|PL", "proposal.declined|PL", "proposal.made|PL"], world.Audit());
    }

    [Fact]
    public async Task SecondWish_JoinsTheFirst_AlsoOfManyAtOnce()
    {
        await using var world = await NewAsync();
        var max = TestPeople.AddMember(world.Contexts, "Max", (world.Store, StoreRole.Marketing));
        var made = new System.Collections.Concurrent.ConcurrentBag<ProposalMade>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 12), async (i, cancel) => made.Add(await world.Proposals.ProposeAsync(i % 2 is 0 ? max : world.Mia, world.Store, Poland, $"wish {i}", cancel)));

        var first = Assert.Single(await world.Proposals.WaitingAsync(world.Olga, world.Store, default));
        Assert.Equal(11, made.Count(m => m.Joined));
        Assert.All(made, m => Assert.Equal(first.By, m.By));
        Assert.Equal(12, world.Audit().Count);
    }

    [Fact]
    public async Task CountryOnTheList_OrAReasonTooLong_IsRefusedInWords()
    {
        await using var world = await NewAsync();
        Assert.Equal("United States is on the list already.", (await Assert.ThrowsAsync<ProblemException>(() => world.Proposals.ProposeAsync(world.Mia, world.Store, CountryCode.Parse("US"), "", default))).Message);
        await Assert.ThrowsAsync<ProblemException>(() => world.Proposals.ProposeAsync(world.Mia, world.Store, Poland, new string('x', 301), default));
        await world.Proposals.ProposeAsync(world.Mia, world.Store, Poland, new string('x', 300), default);
        Assert.Single(world.Audit());
    }

    [Fact]
    public async Task OnlyOnesOwn_CanBeTakenBack()
    {
        await using var world = await NewAsync();
        var max = TestPeople.AddMember(world.Contexts, "Max", (world.Store, StoreRole.Marketing));
        var id = await world.ProposedAsync(Poland);
        await Assert.ThrowsAsync<ProblemException>(() => world.Proposals.WithdrawAsync(max, world.Store, id, default));
        Assert.True(Assert.Single(await world.Proposals.WaitingAsync(world.Mia, world.Store, default)).IsOwn);

        await world.Proposals.WithdrawAsync(world.Mia, world.Store, id, default);

        Assert.Empty(await world.Proposals.WaitingAsync(world.Mia, world.Store, default));
        Assert.Empty(await world.Proposals.DecidedAsync(world.Mia, world.Store, 5, default));
        Assert.Equal("Mia (mia@example.com) has taken back Poland already.", (await Assert.ThrowsAsync<ProblemException>(() => world.Proposals.AcceptAsync(world.Olga, world.Store, id, default))).Message);
        Assert.Equal("US", await world.ListAsync());
    }

    [Fact]
    public async Task AddingByHand_AcceptsWhatWaits()
    {
        await using var world = await NewAsync();
        await world.ProposedAsync(Poland);
        await world.ProposedAsync(Brazil);
        await world.Markets.ChangeAsync(world.Olga, world.Store, stored => [.. stored, Poland], default);
        Assert.Equal([Brazil], (await world.Proposals.WaitingAsync(world.Olga, world.Store, default)).Select(p => p.Country));
        Assert.True(Assert.Single(await world.Proposals.DecidedAsync(world.Olga, world.Store, 5, default)).Accepted);

        await world.Markets.SetAsync(Caller.CommandLine, world.Store, [Brazil], default);
        Assert.Empty(await world.Proposals.WaitingAsync(world.Olga, world.Store, default));
    }

    [Fact]
    public async Task OfManyDecisionsAtOnce_OneCounts_AndTheOthersGetWords()
    {
        await using var world = await NewAsync();
        var id = await world.ProposedAsync(Poland);
        var words = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 10), async (i, cancel) =>
        {
            try
            {
                await (i % 2 is 0 ? world.Proposals.AcceptAsync(world.Olga, world.Store, id, cancel) : world.Proposals.DeclineAsync(world.Olga, world.Store, id, cancel));
            }
            catch (ProblemException problem)
            {
                words.Add(problem.Message);
            }
        });

        Assert.Equal(9, words.Count);
        var accepted = Assert.Single(await world.Proposals.DecidedAsync(world.Olga, world.Store, 5, default)).Accepted;
        Assert.Equal(accepted ? "US PL" : "US", await world.ListAsync());
        Assert.All(words, w => Assert.Equal($"Olga (olga@example.com) has {(accepted ? "added" : "declined")} Poland already.", w));
    }

    [Fact]
    public async Task WhatIf_IsWhatTheGaugeThenShows()
    {
        await using var installation = await Installation.FilledAsync();
        var store = (await installation.SandboxStoreAsync()).Id;
        var (proposals, reader) = (installation.Get<MarketProposals>(), installation.Get<CoverageReader>());
        foreach (var country in CountrySet.All.Where(c => c.Ordinal % 12 is 0).Except(await installation.Get<PriorityMarkets>().GetAsync(Caller.CommandLine, store, default)).ToList())
        {
            await proposals.ProposeAsync(Caller.CommandLine, store, country, "", default);
            var waiting = Assert.Single(await proposals.WaitingAsync(Caller.CommandLine, store, default));
            Assert.Equal((await reader.ReadAsync(store, default)).Covered, waiting.WhatIf.Covered);
            await proposals.AcceptAsync(Caller.CommandLine, store, waiting.Id, default);
            var then = await reader.ReadAsync(store, default);
            Assert.Equal((then.Covered, then.Active), (waiting.WhatIf.CoveredThen, waiting.WhatIf.Active));
        }
    }

    [Fact]
    public async Task EachRole_MayWhatItMay_AndNothingElse()
    {
        await using var world = await NewAsync();
        var id = await world.ProposedAsync(Poland);
        var elsewhere = (await world.Installation.StoreAsync("Other")).Id;
        var otto = TestPeople.AddMember(world.Contexts, "Otto", (elsewhere, StoreRole.Owner));
        var gone = TestPeople.AddOwner(world.Contexts, "Gone");
        TestPeople.Change(world.Contexts, gone, account => account.DisabledAt = TestClock.Noon);
        Caller[] strangers = [Caller.Nobody, Caller.Explorer, Caller.Token(1), otto, gone];
        foreach (var stranger in strangers)
        {
            await RefusedAsync(() => world.Proposals.WaitingAsync(stranger, world.Store, default));
            await RefusedAsync(() => world.Proposals.DecidedAsync(stranger, world.Store, 5, default));
            await RefusedAsync(() => world.Proposals.ProposeAsync(stranger, world.Store, Brazil, "", default));
            await RefusedAsync(() => world.Proposals.WithdrawAsync(stranger, world.Store, id, default));
            Assert.Equal(0, await world.Proposals.CountToDecideAsync(stranger, world.Store, default));
        }

        foreach (var caller in strangers.Append(world.Mia))
        {
            await RefusedAsync(() => world.Proposals.AcceptAsync(caller, world.Store, id, default));
            await RefusedAsync(() => world.Proposals.DeclineAsync(caller, world.Store, id, default));
        }

        // A proposal of one store cannot be reached through another that one owns.
        Assert.Equal("There is no such proposal.", (await Assert.ThrowsAsync<ProblemException>(() => world.Proposals.AcceptAsync(otto, elsewhere, id, default))).Message);
        Assert.Equal("US", await world.ListAsync());
        Assert.Single(await world.Proposals.WaitingAsync(world.Mia, world.Store, default));
    }

    private static Task RefusedAsync(Func<Task> act) => Assert.ThrowsAsync<AccessRefusedException>(act);
}
