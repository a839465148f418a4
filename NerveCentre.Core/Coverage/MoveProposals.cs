using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Demand;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Moves of listings to another template: reviewed, saved with their listings as they were then, and withdrawn. Nothing here is done in AliExpress.</summary>
public sealed class MoveProposals(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    /// <summary>Moves of a store that can be prepared at once; withdrawn ones do not count.</summary>
    public const int MostPrepared = 50;

    /// <summary>What a move would do, of the rows as they are now.</summary>
    /// <param name="from">The template that the listings have now; <c>null</c> for those that name none.</param>
    /// <param name="to">The template that they would have; <c>null</c> for the best.</param>
    /// <exception cref="ProblemException">The plan has no such step, or no such template to move to.</exception>
    public async Task<MoveReview> ReviewAsync(Caller caller, int storeId, long? from, long? to, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        return await ReviewAsync(db, storeId, from, to, cancel);
    }

    /// <summary>Saves a move, with the listings that it is about now.</summary>
    /// <param name="to">The template that was reviewed.</param>
    /// <exception cref="ProblemException">It changed since it was reviewed, is prepared already, or too many are.</exception>
    public Task<int> PrepareAsync(Caller caller, int storeId, long? from, long to, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.PrepareMoves,
            storeId,
            async session =>
            {
                var review = await ReviewAsync(session.Db, storeId, from, to, cancel);
                var prepared = session.Db.MoveProposals.Where(m => m.StoreId == storeId && m.WithdrawnAt == null);
                if (prepared.Any(m => m.FromTemplateId == (from ?? 0)))
                {
                    throw new ProblemException("A move of this template's listings is prepared already. Withdraw it first.");
                }

                if (prepared.Count() >= MostPrepared)
                {
                    throw new ProblemException($"{MostPrepared} moves are prepared, which is as many as a store can have. Withdraw one first.");
                }

                var move = Record(review, storeId, session.Db.NameOf(caller), clock.GetUtcNow());
                session.Db.MoveProposals.Add(move);
                await session.Db.SaveChangesAsync(cancel);
                move.Listings = await FreezeAsync(session, review, move, cancel);
                session.Audit(caller, clock, AuditActions.MovePrepared, storeId, move.ToName, before: move.FromName, after: $"{move.Listings} listings");
                session.MarkRead(storeId);
                return move.Id;
            },
            cancel);

    /// <exception cref="ProblemException">There is no such move, or it was withdrawn.</exception>
    public Task WithdrawAsync(Caller caller, int storeId, int moveId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.PrepareMoves,
            storeId,
            session =>
            {
                var move = session.Db.MoveProposals.SingleOrDefault(m => m.StoreId == storeId && m.Id == moveId && m.WithdrawnAt == null)
                    ?? throw new ProblemException("There is no such prepared move, or it was withdrawn already.");
                (move.WithdrawnAt, move.WithdrawnBy) = (clock.GetUtcNow(), session.Db.NameOf(caller));
                // What it held is of no use any more.
                session.Db.MoveListings.Where(l => l.StoreId == storeId && l.MoveId == moveId).ExecuteDelete();
                session.Audit(caller, clock, AuditActions.MoveWithdrawn, storeId, move.ToName, before: move.FromName, after: $"{move.Listings} listings");
                session.MarkRead(storeId);
            },
            cancel);

    /// <summary>Those that are prepared and not withdrawn, without how far they are.</summary>
    public async Task<IReadOnlyList<MoveProposal>> PreparedAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        var rows = await db.MoveProposals.AsNoTracking().Where(m => m.StoreId == storeId && m.WithdrawnAt == null).OrderByDescending(m => m.Id).Take(MostPrepared).ToListAsync(cancel);
        return [.. rows.Select(MoveProposal.Of)];
    }

    /// <summary>Those that are prepared, with how far they are, then those that were withdrawn, the newest first.</summary>
    /// <param name="take">1 to 200.</param>
    public async Task<IReadOnlyList<MoveProposal>> ListAsync(Caller caller, int storeId, int take, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var rows = await db.MoveProposals.AsNoTracking().Where(m => m.StoreId == storeId)
            .OrderBy(m => m.WithdrawnAt != null).ThenByDescending(m => m.Id).Take(Math.Clamp(take, 1, 200)).ToListAsync(cancel);
        var basis = rows.Any(m => m.WithdrawnAt is null) ? await CoverageReader.BasisAsync(db, storeId, cancel) : null;
        var moves = new List<MoveProposal>(rows.Count);
        foreach (var row in rows)
        {
            moves.Add(MoveProposal.Of(row) with { Progress = basis is null || row.WithdrawnAt is not null ? null : await ProgressAsync(db, basis, row, cancel) });
        }

        return moves;
    }

    /// <summary>The listings of a prepared move, by id. That it was asked for is recorded.</summary>
    /// <exception cref="ProblemException">There is no such move.</exception>
    public async Task<MoveExport> ExportAsync(Caller caller, int storeId, int moveId, CancellationToken cancel)
    {
        await guard.WriteAsync(caller, Right.ReadStore, storeId, session => session.Audit(caller, clock, AuditActions.Exported, storeId, "a prepared move"), cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var move = await db.MoveProposals.AsNoTracking().SingleOrDefaultAsync(m => m.StoreId == storeId && m.Id == moveId && m.WithdrawnAt == null, cancel)
            ?? throw new ProblemException("There is no such prepared move, or it was withdrawn.");
        // Bound: the listings of one template, two short values each.
        var listings = await db.MoveListings.AsNoTracking().Where(l => l.StoreId == storeId && l.MoveId == moveId)
            .Join(db.Listings.Where(l => l.StoreId == storeId), m => m.ListingId, l => l.ListingId, (_, l) => new { l.ListingId, l.Title, l.TemplateId })
            .OrderBy(l => l.ListingId).ToListAsync(cancel);
        return new MoveExport(MoveProposal.Of(move), [.. listings.Select(l => new MovedListing(l.ListingId, l.Title, l.TemplateId == move.ToTemplateId))]);
    }

    private static async Task<MoveReview> ReviewAsync(NerveCentreDb db, int storeId, long? from, long? to, CancellationToken cancel)
    {
        var basis = await CoverageReader.BasisAsync(db, storeId, cancel);
        var plan = basis.Plan(new DemandReading(basis.Store, default, new DemandQuery(DemandWindows.Rolling(DateTimeOffset.UnixEpoch)), 0, 0, new Dictionary<string, int>(), []));
        var step = plan.ByListings.Select(s => s.Step).FirstOrDefault(s => s.TemplateId == from && s.Kind is not FixKind.Clarify);
        return step is null ? throw new ProblemException("No listing of this template needs another one: it was mended since, or there is no such template.")
            : FixPlanner.Choices(basis, from) is not [var best, ..] choices ? throw new ProblemException("No template ships to every priority market, so there is none to move these listings to.")
            : (to is null ? best : choices.FirstOrDefault(c => c.TemplateId == to)) is not { } move ? throw new ProblemException($"Template {to} does not ship to every priority market, or AliExpress lists it no longer. {best.Name} does: choose the template again.")
            : new MoveReview(step, move, plan.Now, plan.Now + move.Change, choices);
    }

    /// <summary>What became of the listings of a move since, and which it would have now besides.</summary>
    private static async Task<MoveProgress> ProgressAsync(NerveCentreDb db, CoverageBasis basis, MoveProposalRecord move, CancellationToken cancel)
    {
        long? from = move.FromTemplateId is 0 ? null : move.FromTemplateId;
        var frozen = db.MoveListings.Where(l => l.StoreId == move.StoreId && l.MoveId == move.Id);
        // Bound: one row for each template that listings of the move have by now, and each status.
        var now = await frozen.Join(db.Listings.Where(l => l.StoreId == move.StoreId), m => m.ListingId, l => l.ListingId, (_, l) => l)
            .GroupBy(l => new { l.TemplateId, l.Status }).Select(g => new { g.Key.TemplateId, g.Key.Status, Listings = g.Count() }).ToListAsync(cancel);
        var moved = now.Where(g => g.TemplateId == move.ToTemplateId).Sum(g => g.Listings);
        var waiting = now.Where(g => g.TemplateId == from && g.Status is ListingStatus.Active).Sum(g => g.Listings);
        // The same question as when it was prepared: a template has listings with a gap, or that cannot be judged.
        var kind = CoverageCalculator.ReachOf(from, basis.Reaches) == TemplateReach.Unknown ? FixKind.GiveTemplate : FixKind.AddMarkets;
        var cells = await ListingCells.ReadAsync(db, move.StoreId, basis, FilterOf(kind, move.FromTemplateId), null, cancel);
        return new MoveProgress(moved, waiting, move.Listings - moved - waiting, await ListingSql.CountOutsideAsync(db, move.StoreId, cells, move.Id, cancel));
    }

    /// <summary>The listings that a move of a step is about.</summary>
    private static ListingFilter FilterOf(FixKind kind, long template) => new(Class: kind is FixKind.AddMarkets ? CoverageClass.Gap : CoverageClass.Unknown, Template: template);


    private static MoveProposalRecord Record(MoveReview review, int storeId, string by, DateTimeOffset now) => new()
    {
        StoreId = storeId,
        FromTemplateId = review.Step.TemplateId ?? 0,
        FromName = review.Step.TemplateName,
        ToTemplateId = review.Move.TemplateId,
        ToName = review.Move.Name,
        Active = review.Now.Active,
        CoveredBefore = review.Now.Covered,
        CoveredAfter = review.Then.Covered,
        Loses = review.Move.Loses.ToString(),
        Gains = review.Move.Gains.ToString(),
        By = by,
        At = now,
    };

    /// <summary>Keeps the ids of the listings of the step's class on its template, as they are in this transaction.</summary>
    private static async Task<int> FreezeAsync(WriteSession session, MoveReview review, MoveProposalRecord move, CancellationToken cancel)
    {
        var cells = await ListingCells.ReadAsync(session.Db, move.StoreId, await CoverageReader.BasisAsync(session.Db, move.StoreId, cancel), FilterOf(review.Step.Kind, move.FromTemplateId), null, cancel);
        using var insert = new Statement(
            session.Connection,
            $"INSERT INTO MoveListings (StoreId, MoveId, ListingId) SELECT ?1, ?2, ListingId FROM Listings WHERE StoreId = ?1 AND Status = 0 AND {cells.Condition() ?? "0"}");
        return insert.Bind(1, move.StoreId).Bind(2, move.Id).Execute();
    }
}

/// <summary>What a move of listings would do.</summary>
/// <param name="Step">The step of the plan that it stands in for.</param>
/// <param name="Choices">Every template that the listings could have, the best first; <paramref name="Move"/> is one of them.</param>
public sealed record MoveReview(FixStep Step, MoveTarget Move, ClassCounts Now, ClassCounts Then, IReadOnlyList<MoveTarget> Choices);

/// <summary>What became of the listings of a prepared move: the first three add up to them.</summary>
/// <param name="Moved">They have the wanted template.</param>
/// <param name="Waiting">Active, and still on the template that they had.</param>
/// <param name="Elsewhere">They have a third template, or are not active any more.</param>
/// <param name="Joined">Listings that are not in the move and would be if it were prepared now.</param>
public sealed record MoveProgress(int Moved, int Waiting, int Elsewhere, int Joined);

/// <summary>A saved move, as it was when it was saved.</summary>
/// <param name="FromTemplateId"><c>null</c> for listings that named none.</param>
/// <param name="Loses">Destinations that the listings would lose.</param>
/// <param name="WithdrawnAt"><c>null</c> while it is prepared.</param>
public sealed record MoveProposal(
    int Id, long? FromTemplateId, string? FromName, long ToTemplateId, string ToName, int Listings, int Active, int CoveredBefore, int CoveredAfter,
    CountrySet Loses, CountrySet Gains, string By, DateTimeOffset At, DateTimeOffset? WithdrawnAt, string? WithdrawnBy)
{
    /// <summary><c>null</c> when it was not asked for, or the move was withdrawn.</summary>
    public MoveProgress? Progress { get; init; }

    /// <summary>How the plan names the step that it stands in for, see <see cref="FixStep.Key"/>.</summary>
    public string Key => FromTemplateId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";

    internal static MoveProposal Of(MoveProposalRecord m) => new(
        m.Id, m.FromTemplateId is 0 ? null : m.FromTemplateId, m.FromName, m.ToTemplateId, m.ToName, m.Listings, m.Active, m.CoveredBefore, m.CoveredAfter,
        CountrySet.Parse(m.Loses), CountrySet.Parse(m.Gains), m.By, m.At, m.WithdrawnAt, m.WithdrawnBy);
}

/// <param name="IsMoved">It has the wanted template by now.</param>
public sealed record MovedListing(long ListingId, string Title, bool IsMoved);

public sealed record MoveExport(MoveProposal Move, IReadOnlyList<MovedListing> Listings);
