using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Priority markets that somebody asks for who may not change the list, and what an owner says to them.</summary>
public sealed class MarketProposals(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 300;

    /// <summary>What waits, the oldest first, each with what coverage would become.</summary>
    public async Task<IReadOnlyList<MarketProposal>> WaitingAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var rows = await db.MarketProposals.AsNoTracking().Where(p => p.StoreId == storeId && p.DecidedAt == null).OrderBy(p => p.Id).ToListAsync(cancel);
        if (rows.Count is 0)
        {
            return [];
        }

        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        var groups = await CoverageReader.GroupsAsync(db, storeId, cancel);
        var reaches = await CoverageReader.ReachesAsync(db, storeId, cancel);
        var markets = PriorityMarkets.Stored(store);
        var now = CoverageCalculator.Covered(groups, reaches, CountrySet.Of(markets));
        var active = groups.Sum(g => g.Listings);
        return
        [
            .. rows.Select(p =>
            {
                var country = CountryCode.Parse(p.Country);
                var then = CoverageCalculator.Covered(groups, reaches, CountrySet.Of(markets).Add(country));
                return new MarketProposal(p.Id, country, p.By, p.At, p.Reason, IsOwn(db, caller, p), new CoverageWhatIf(active, markets.Count is 0 ? null : now, then));
            }),
        ];
    }

    /// <summary>How many proposals wait for this caller to decide: 0 for whoever cannot.</summary>
    public async Task<int> CountToDecideAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return guard.Allows(db, caller, Right.ChangeMarkets, storeId) ? await db.MarketProposals.CountAsync(p => p.StoreId == storeId && p.DecidedAt == null, cancel) : 0;
    }

    /// <summary>What was decided last, newest first. What was taken back is not in it.</summary>
    public async Task<IReadOnlyList<DecidedProposal>> DecidedAsync(Caller caller, int storeId, int take, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        var rows = await db.MarketProposals.AsNoTracking().Where(p => p.StoreId == storeId && p.Accepted != null).OrderByDescending(p => p.DecidedAt).ThenByDescending(p => p.Id).Take(take).ToListAsync(cancel);
        return [.. rows.Select(p => new DecidedProposal(CountryCode.Parse(p.Country), p.By, p.DecidedAt!.Value, p.DecidedBy!, p.Accepted!.Value))];
    }

    /// <summary>Asks for one more priority market. Who asks for what waits already joins that: there is one to decide.</summary>
    /// <param name="reason">May be empty.</param>
    /// <exception cref="ProblemException">The country is on the list, or the reason is too long.</exception>
    public Task<ProposalMade> ProposeAsync(Caller caller, int storeId, CountryCode country, string reason, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ProposeMarket,
            storeId,
            session =>
            {
                reason = reason.Trim();
                if (reason.Length > LongestReason)
                {
                    throw new ProblemException($"A reason has at most {LongestReason} characters; this one has {reason.Length}.");
                }

                if (PriorityMarkets.Stored(session.Db.Stores.Single(s => s.Id == storeId)).Contains(country))
                {
                    throw new ProblemException($"{Name(country)} is on the list already.");
                }

                var code = country.ToString();
                var waiting = session.Db.MarketProposals.SingleOrDefault(p => p.StoreId == storeId && p.Country == code && p.DecidedAt == null);
                var by = session.Db.NameOf(caller);
                session.Audit(caller, clock, AuditActions.MarketProposed, storeId, code, before: waiting is null ? null : $"proposed before by {waiting.By}", after: reason is "" ? null : reason);
                if (waiting is not null)
                {
                    return new ProposalMade(waiting.By, waiting.At, Joined: true);
                }

                var made = new MarketProposalRecord { StoreId = storeId, Country = code, AccountId = caller.Kind is CallerKind.Account ? caller.AccountId : null, By = by, At = clock.GetUtcNow(), Reason = reason };
                session.Db.MarketProposals.Add(made);
                session.MarkChanged(storeId); // whoever looks at the list sees it at once
                return new ProposalMade(by, made.At, Joined: false);
            },
            cancel);

    /// <summary>Takes one's own proposal back.</summary>
    /// <exception cref="ProblemException">It has been decided, is somebody else's, or does not exist.</exception>
    public Task WithdrawAsync(Caller caller, int storeId, int proposalId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ProposeMarket,
            storeId,
            session =>
            {
                var proposal = Waiting(session.Db, storeId, proposalId);
                if (!IsOwn(session.Db, caller, proposal))
                {
                    throw new ProblemException("This proposal is somebody else's. Only who made it can take it back.");
                }

                Decide(session, caller, proposal, accepted: null, clock);
                session.Audit(caller, clock, AuditActions.ProposalWithdrawn, storeId, proposal.Country);
            },
            cancel);

    /// <summary>Puts the country on the list, for which the history then names the caller.</summary>
    /// <exception cref="ProblemException">It has been decided already, or does not exist.</exception>
    public Task<MarketsChanged> AcceptAsync(Caller caller, int storeId, int proposalId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeMarkets,
            storeId,
            session =>
            {
                var country = CountryCode.Parse(Waiting(session.Db, storeId, proposalId).Country);
                return PriorityMarkets.Change(session, caller, storeId, stored => [.. stored, country], clock);
            },
            cancel);

    /// <exception cref="ProblemException">It has been decided already, or does not exist.</exception>
    public Task DeclineAsync(Caller caller, int storeId, int proposalId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeMarkets,
            storeId,
            session =>
            {
                var proposal = Waiting(session.Db, storeId, proposalId);
                Decide(session, caller, proposal, accepted: false, clock);
                session.Audit(caller, clock, AuditActions.ProposalDeclined, storeId, proposal.Country, before: $"proposed by {proposal.By}");
            },
            cancel);

    /// <summary>Within the change that puts countries on the list, by whatever way: nobody is asked for what is done.</summary>
    internal static void AcceptWaiting(WriteSession session, Caller caller, int storeId, CountrySet added, TimeProvider clock)
    {
        var codes = added.Select(c => c.ToString()).ToList();
        foreach (var proposal in session.Db.MarketProposals.Where(p => p.StoreId == storeId && p.DecidedAt == null && codes.Contains(p.Country)).ToList())
        {
            Decide(session, caller, proposal, accepted: true, clock);
            session.Audit(caller, clock, AuditActions.ProposalAccepted, storeId, proposal.Country, before: $"proposed by {proposal.By}");
        }
    }

    private static void Decide(WriteSession session, Caller caller, MarketProposalRecord proposal, bool? accepted, TimeProvider clock)
    {
        (proposal.DecidedAt, proposal.DecidedBy, proposal.Accepted) = (clock.GetUtcNow(), session.Db.NameOf(caller), accepted);
        session.MarkChanged(proposal.StoreId);
    }

    private static MarketProposalRecord Waiting(NerveCentreDb db, int storeId, int proposalId) =>
        db.MarketProposals.SingleOrDefault(p => p.Id == proposalId && p.StoreId == storeId) switch
        {
            null => throw new ProblemException("There is no such proposal."),
            { DecidedAt: not null } decided => throw new ProblemException($"{decided.DecidedBy} has {Verb(decided.Accepted)} {Name(CountryCode.Parse(decided.Country))} already."),
            var waiting => waiting,
        };

    private static bool IsOwn(NerveCentreDb db, Caller caller, MarketProposalRecord proposal) =>
        caller.Kind is CallerKind.Account ? proposal.AccountId == caller.AccountId : proposal.AccountId is null && proposal.By == db.NameOf(caller);

    private static string Verb(bool? accepted) => accepted switch
    {
        true => "added",
        false => "declined",
        null => "taken back",
    };

    private static string Name(CountryCode country) => CountryCatalogue.NameOf(country);
}

/// <param name="By">Who asked for it, as they were called then.</param>
/// <param name="Reason">In their words; may be empty.</param>
/// <param name="IsOwn">The one who asks now asked for it.</param>
public sealed record MarketProposal(int Id, CountryCode Country, string By, DateTimeOffset At, string Reason, bool IsOwn, CoverageWhatIf WhatIf);

/// <summary>Coverage with one more market, of the same listings and templates.</summary>
/// <param name="Active">Active listings.</param>
/// <param name="Covered">Of these, those that ship to every market on the list now; <c>null</c> while the list is empty.</param>
/// <param name="CoveredThen">Those that ship to every market on the longer list.</param>
public sealed record CoverageWhatIf(int Active, int? Covered, int CoveredThen);

/// <param name="Accepted">False when it was declined.</param>
public sealed record DecidedProposal(CountryCode Country, string By, DateTimeOffset DecidedAt, string DecidedBy, bool Accepted);

/// <param name="By">Who asked for it first.</param>
/// <param name="Joined">It waited already.</param>
public sealed record ProposalMade(string By, DateTimeOffset At, bool Joined);
