using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Coverage;

/// <summary>Asks AliExpress's freight calculation where listings ship, beside what their templates say. Changes no reading.</summary>
public sealed class Verifications(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, StoreConnections connections, IOptions<AliExpressOptions> options, TimeProvider clock)
{
    /// <summary>Most listings for each market in one sample.</summary>
    public const int MostPerMarket = 50;

    /// <summary>Answers kept of a store: the newest of each listing and country.</summary>
    public const int Kept = 2_000;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Draws a sample of active listings for the priority markets. Makes no call: there will be one for each pair.</summary>
    /// <param name="seed">The same one draws the same sample of the same listings.</param>
    public async Task<IReadOnlyList<VerifiedPair>> SampleAsync(Caller caller, int storeId, int perMarket, int seed, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        // Bound: two numbers for each active listing.
        var listings = await db.Listings.AsNoTracking().Where(l => l.StoreId == storeId && l.Status == ListingStatus.Active).OrderBy(l => l.ListingId)
            .Select(l => new { l.ListingId, l.TemplateId }).ToListAsync(cancel);
        return VerificationSample.Draw(
            [.. listings.Select(l => (l.ListingId, l.TemplateId ?? 0))],
            await CoverageReader.ReachesAsync(db, storeId, cancel),
            PriorityMarkets.Stored(store),
            Math.Clamp(perMarket, 1, MostPerMarket),
            seed);
    }

    /// <summary>Asks about each pair, one call after the other, and keeps each answer as it comes. Ends early when nobody listens any more.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    /// <exception cref="ProblemException">The store has no connection, or AliExpress stopped answering; what was answered is kept.</exception>
    public async IAsyncEnumerable<VerificationStep> RunAsync(Caller caller, int storeId, IReadOnlyList<VerifiedPair> pairs, [EnumeratorCancellation] CancellationToken cancel)
    {
        var summary = await guard.WriteAsync(
            caller,
            Right.VerifyDestinations,
            storeId,
            session =>
            {
                session.Audit(caller, clock, AuditActions.Verified, storeId, after: pairs.Count is 1 ? $"listing {pairs[0].ListingId} to {pairs[0].Country}" : $"{pairs.Count} listings and countries");
                return StoreDirectory.Summaries(session.Db, session.Db.Stores.Where(s => s.Id == storeId)).First();
            },
            cancel);
        var inquiry = new FreightInquiry(connections.ClientOf(summary), Code(options.Value.SendFrom));
        for (var done = 0; done < pairs.Count; done++)
        {
            var asked = Look(storeId, pairs[done]);
            var answer = await inquiry.AskAsync(asked.ListingId, asked.TemplateId, pairs[done].Country, cancel);
            // Asked again for each answer: whoever lost the right meanwhile spends no more calls.
            await guard.WriteAsync(caller, Right.VerifyDestinations, storeId, session => Keep(session, caller, asked, answer), cancel);
            yield return new VerificationStep(done + 1, pairs.Count, inquiry.UsesTemplates);
        }
    }

    /// <summary>The answers kept: disagreements first, the newest first within each outcome.</summary>
    /// <param name="outcome">Only those; all when <c>null</c>.</param>
    /// <param name="country">Only those of one country; all when <c>null</c>.</param>
    public async Task<VerificationTable> ReadAsync(Caller caller, int storeId, VerificationOutcome? outcome, CountryCode? country, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var rows = Rows(db, storeId);
        return new VerificationTable(
            [.. rows.Where(r => (outcome is null || r.Outcome == outcome) && (country is null || r.Country == country))],
            rows.CountBy(r => r.Outcome).ToDictionary(),
            [.. rows.Select(r => r.Country).Distinct().Order()],
            await db.Listings.CountAsync(l => l.StoreId == storeId && l.Status == ListingStatus.Active, cancel));
    }

    /// <summary>All answers kept. That it was asked for is recorded.</summary>
    public Task<IReadOnlyList<VerificationRow>> ExportAsync(Caller caller, int storeId, CancellationToken cancel) =>
        guard.WriteAsync<IReadOnlyList<VerificationRow>>(
            caller,
            Right.ReadStore,
            storeId,
            session =>
            {
                session.Audit(caller, clock, AuditActions.Exported, storeId, "the verifications");
                return Rows(session.Db, storeId);
            },
            cancel);

    private VerificationRecord Look(int storeId, VerifiedPair pair)
    {
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var listing = db.Listings.AsNoTracking().FirstOrDefault(l => l.StoreId == storeId && l.ListingId == pair.ListingId && l.Status == ListingStatus.Active)
            ?? throw new ProblemException($"There is no active listing {pair.ListingId} in this store. Its id stands in the list of listings and in its address on AliExpress.");
        var code = pair.Country.Alpha2;
        var market = StoredTemplates.Read(db, storeId, [listing.TemplateId ?? 0]).Explain(listing.TemplateId, pair.Country, TemplateJudge.Told(db, storeId));
        return new VerificationRecord
        {
            StoreId = storeId,
            By = "",
            ListingId = listing.ListingId,
            TemplateId = listing.TemplateId ?? 0,
            Country = code,
            Verdict = market.Verdict,
            Evidence = JsonSerializer.Serialize(market.Evidence),
            Restricted = listing.CategoryId is { } category && db.Restrictions.Any(r => r.StoreId == storeId && r.CategoryId == category && r.Country == code),
        };
    }

    private void Keep(WriteSession session, Caller caller, VerificationRecord asked, FreightReply reply)
    {
        var now = clock.GetUtcNow();
        var kept = session.Db.Verifications.Where(v => v.StoreId == asked.StoreId);
        kept.Where(v => v.ListingId == asked.ListingId && v.Country == asked.Country).ExecuteDelete();
        var tooOld = now - KeptFor;
        kept.Where(v => v.At < tooOld).ExecuteDelete();
        var oldest = kept.OrderByDescending(v => v.Id).Skip(Kept - 1).Select(v => (long?)v.Id).FirstOrDefault();
        kept.Where(v => v.Id <= oldest).ExecuteDelete();
        (asked.At, asked.By) = (now, session.Db.NameOf(caller));
        (asked.Answer, asked.ByTemplate, asked.Services, asked.Problem) = (reply.Answer, reply.ByTemplate, string.Join('\n', reply.Services), reply.Problem);
        session.Db.Verifications.Add(asked);
    }

    private static List<VerificationRow> Rows(NerveCentreDb db, int storeId)
    {
        var names = db.Templates.AsNoTracking().Where(t => t.StoreId == storeId).Select(t => new { t.TemplateId, t.Name }).ToDictionary(t => t.TemplateId, t => t.Name);
        var rows = db.Verifications.AsNoTracking().Where(v => v.StoreId == storeId)
            .Join(db.Listings.Where(l => l.StoreId == storeId), v => v.ListingId, l => l.ListingId, (v, l) => new { Verification = v, l.Title })
            .ToList();
        return
        [
            .. rows.Select(r => new VerificationRow(
                    r.Verification.At,
                    r.Verification.By,
                    r.Verification.ListingId,
                    r.Title,
                    r.Verification.TemplateId is 0 ? null : r.Verification.TemplateId,
                    names.GetValueOrDefault(r.Verification.TemplateId),
                    new MarketEvidence(CountryCode.Parse(r.Verification.Country), r.Verification.Verdict, Evidence(r.Verification.Evidence)),
                    r.Verification.Restricted,
                    r.Verification.Answer,
                    r.Verification.ByTemplate,
                    r.Verification.Services.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                    r.Verification.Problem))
                .OrderBy(r => r.Outcome).ThenByDescending(r => r.At).ThenBy(r => r.Country).ThenBy(r => r.ListingId),
        ];
    }

    private static List<DestinationEvidence> Evidence(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<DestinationEvidence>>(json) is { } evidence && evidence.TrueForAll(e => e is { Service: not null, Codes: not null }) ? evidence : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Code(string country) => AliExpressCountryCodes.ToCountry(country) is { } known ? AliExpressCountryCodes.FromCountry(known) : country;
}

/// <param name="UsesTemplates">This app may not ask about listings, so templates are asked about.</param>
public sealed record VerificationStep(int Done, int Of, bool UsesTemplates);

/// <summary>The template's verdict beside the calculated one.</summary>
public enum VerificationOutcome
{
    /// <summary>One says yes and the other no.</summary>
    Disagrees = 0,

    /// <summary>The template could not be judged, and AliExpress answered.</summary>
    Settles = 1,

    /// <summary>AliExpress gave no answer.</summary>
    NoAnswer = 2,
    Agrees = 3,
}

/// <param name="Counts">Answers by outcome, whatever the filter.</param>
/// <param name="Countries">Of all answers, whatever the filter.</param>
/// <param name="Active">Active listings of the store.</param>
public sealed record VerificationTable(IReadOnlyList<VerificationRow> Rows, IReadOnlyDictionary<VerificationOutcome, int> Counts, IReadOnlyList<CountryCode> Countries, int Active)
{
    public int Of(VerificationOutcome outcome) => Counts.GetValueOrDefault(outcome);
}

/// <param name="At">When AliExpress was asked, and the template judged.</param>
/// <param name="TemplateId"><c>null</c> when the listing named none.</param>
/// <param name="TemplateName"><c>null</c> when it was never read.</param>
/// <param name="Market">What the template said then.</param>
/// <param name="Restricted">Whether the listing's category was restricted there.</param>
/// <param name="ByTemplate">Whether the template was asked about, with a parcel of usual size.</param>
/// <param name="Services">Services that would carry it.</param>
/// <param name="Problem">Why there is no answer, or why nothing is delivered, as far as AliExpress says.</param>
public sealed record VerificationRow(
    DateTimeOffset At,
    string By,
    long ListingId,
    string Title,
    long? TemplateId,
    string? TemplateName,
    MarketEvidence Market,
    bool Restricted,
    FreightAnswer Answer,
    bool ByTemplate,
    IReadOnlyList<string> Services,
    string? Problem)
{
    public CountryCode Country => Market.Country;

    public VerificationOutcome Outcome => (Answer, Market.Verdict) switch
    {
        (FreightAnswer.None, _) => VerificationOutcome.NoAnswer,
        (_, DestinationVerdict.Unknown) => VerificationOutcome.Settles,
        (FreightAnswer.Delivers, DestinationVerdict.DoesNotShip) or (FreightAnswer.DoesNotDeliver, DestinationVerdict.Ships or DestinationVerdict.Assumed) => VerificationOutcome.Disagrees,
        _ => VerificationOutcome.Agrees,
    };
}
