using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Which countries logistics services serve, as the owner of a store tells it, since AliExpress tells nobody; and what the gauge makes of it.</summary>
public sealed class ShippingServices(IDbContextFactory<NerveCentreDb> contexts, AccessGuard guard, TimeProvider clock)
{
    /// <summary>Longest name of a service, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>Most services that a store can tell of. AliExpress has some two hundred.</summary>
    public const int MostServices = 1_000;

    private const int KeptChanges = 200;

    public async Task<ShippingOverview> ReadAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        var templates = StoredTemplates.Read(db, storeId);
        var told = TemplateJudge.Told(db, storeId);
        var markets = PriorityMarkets.Stored(store);
        var changes = await db.ServiceChanges.AsNoTracking().Where(c => c.StoreId == storeId).OrderByDescending(c => c.Id).Take(20).ToListAsync(cancel);
        var gauge = await GaugeAsync(db, store, templates, cancel);
        return new ShippingOverview(
            told.AssumeUnknown,
            gauge(told with { AssumeUnknown = true }),
            gauge(told with { AssumeUnknown = false }),
            ServiceUses.Of(templates, markets, told),
            ServiceUses.Resting(templates, markets, told),
            [.. changes.Select(c => new ServiceChange(c.Id, c.At, c.By, c.Service, Set(c.Before), Set(c.After)))],
            store.NoTemplatesSince,
            templates.Live.Count());
    }

    /// <summary>The gauge as it is, and as it would be with something else told. Nothing is written.</summary>
    /// <param name="change">Countries by service; <c>null</c> for one that is to be forgotten.</param>
    /// <exception cref="ProblemException">A name is no service's.</exception>
    public async Task<GaugePreview> PreviewAsync(Caller caller, int storeId, IReadOnlyDictionary<string, CountrySet?> change, CancellationToken cancel)
    {
        await guard.DemandAsync(caller, Right.ReadStore, storeId, cancel);
        Check(change);
        using var db = contexts.CreateDbContext();
        using var snapshot = db.BeginSnapshot();
        var store = await db.Stores.AsNoTracking().SingleAsync(s => s.Id == storeId, cancel);
        var templates = StoredTemplates.Read(db, storeId);
        var told = TemplateJudge.Told(db, storeId);
        var known = told.Known.Where(k => !change.Keys.Contains(k.Key, StringComparer.OrdinalIgnoreCase))
            .Concat(change.Where(c => c.Value is not null).Select(c => KeyValuePair.Create(c.Key, c.Value!.Value)));
        var gauge = await GaugeAsync(db, store, templates, cancel);
        return new GaugePreview(gauge(told), gauge(ServiceCountries.From(known, told.AssumeUnknown)));
    }

    /// <summary>Tells, or forgets, which countries services serve, and judges every template anew.</summary>
    /// <param name="change">Countries by service; <c>null</c> for one that is to be forgotten.</param>
    /// <returns>How many services it changed.</returns>
    /// <exception cref="ProblemException">A name is no service's, or there would be too many.</exception>
    public Task<int> ChangeAsync(Caller caller, int storeId, IReadOnlyDictionary<string, CountrySet?> change, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeDestinations,
            storeId,
            session =>
            {
                Check(change);
                var changed = change.Count(c => Change(session, caller, storeId, c.Key, c.Value));
                session.Db.SaveChanges();
                if (session.Db.Services.Count(s => s.StoreId == storeId) > MostServices)
                {
                    throw new ProblemException($"A store can tell of {MostServices} services at most. Forget some that no template uses first.");
                }

                Settle(session, storeId);
                return changed;
            },
            cancel);

    /// <summary>Says how a service counts whose countries nobody has told.</summary>
    /// <returns>False when it was so already.</returns>
    public Task<bool> SetUntoldAsync(Caller caller, int storeId, bool assume, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeDestinations,
            storeId,
            session =>
            {
                var store = session.Db.Stores.Single(s => s.Id == storeId);
                if (store.UntoldServicesAreUnknown == !assume)
                {
                    return false;
                }

                store.UntoldServicesAreUnknown = !assume;
                session.Audit(caller, clock, AuditActions.UntoldServicesSet, storeId, before: assume ? "unknown" : "assumed", after: assume ? "assumed" : "unknown");
                session.Db.SaveChanges();
                Settle(session, storeId);
                return true;
            },
            cancel);

    /// <summary>Takes a change back: what was told of the service before it is told again.</summary>
    /// <returns>The service's name.</returns>
    /// <exception cref="ProblemException">There is no such change, or the service was changed since.</exception>
    public Task<string> UndoAsync(Caller caller, int storeId, long changeId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeDestinations,
            storeId,
            session =>
            {
                var change = session.Db.ServiceChanges.SingleOrDefault(c => c.Id == changeId && c.StoreId == storeId) ?? throw new ProblemException("There is no such change, or it is too old to be taken back.");
                if (session.Db.Services.Find(storeId, change.Service)?.Countries != change.After)
                {
                    throw new ProblemException($"What is told of {OneLine.Of(change.Service, LongestName)} was changed again since. Look at the newest change.");
                }

                Change(session, caller, storeId, change.Service, Set(change.Before));
                session.Db.SaveChanges();
                Settle(session, storeId);
                return change.Service;
            },
            cancel);

    /// <summary>Takes all templates for gone, which AliExpress no longer tells.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ProblemException">AliExpress tells templates.</exception>
    public Task<int> ConfirmNoTemplatesAsync(Caller caller, int storeId, CancellationToken cancel) =>
        guard.WriteAsync(
            caller,
            Right.ChangeDestinations,
            storeId,
            session =>
            {
                var store = session.Db.Stores.Single(s => s.Id == storeId);
                if (store.NoTemplatesSince is null)
                {
                    throw new ProblemException("AliExpress tells templates again, so nothing was taken for gone.");
                }

                var templates = session.Db.Templates.Where(t => t.StoreId == storeId && t.GoneAt == null).ToList();
                templates.ForEach(t => t.GoneAt = clock.GetUtcNow());
                store.NoTemplatesSince = null;
                session.Audit(caller, clock, AuditActions.TemplatesGone, storeId, after: $"{templates.Count} templates");
                session.MarkChanged(storeId);
                return templates.Count;
            },
            cancel);

    /// <summary>Everything told, by name of the service. That it was asked for is recorded.</summary>
    public Task<IReadOnlyList<KeyValuePair<string, CountrySet>>> ExportAsync(Caller caller, int storeId, CancellationToken cancel) =>
        guard.WriteAsync<IReadOnlyList<KeyValuePair<string, CountrySet>>>(
            caller,
            Right.ReadStore,
            storeId,
            session =>
            {
                session.Audit(caller, clock, AuditActions.Exported, storeId, "the countries of shipping services");
                return [.. TemplateJudge.Told(session.Db, storeId).Known.OrderBy(k => k.Key, StringComparer.Ordinal)];
            },
            cancel);

    /// <summary>Reads once what the gauge rests on, for whatever is told.</summary>
    private static async Task<Func<ServiceCountries, CoverageReading>> GaugeAsync(NerveCentreDb db, StoreRecord store, StoredTemplates templates, CancellationToken cancel)
    {
        var groups = await CoverageReader.GroupsAsync(db, store.Id, cancel);
        var restrictions = await CoverageReader.RestrictionsAsync(db, store.Id, cancel);
        return told => CoverageCalculator.Compute(store.Name, default, groups, templates.Reaches(told), restrictions, PriorityMarkets.Stored(store));
    }

    private bool Change(WriteSession session, Caller caller, int storeId, string service, CountrySet? countries)
    {
        var row = session.Db.Services.Find(storeId, service);
        var (before, after) = (row?.Countries, countries?.ToString());
        if (before == after)
        {
            return false;
        }

        if (after is null)
        {
            session.Db.Services.Remove(row!);
        }
        else if (row is null)
        {
            session.Db.Services.Add(new ServiceRecord { StoreId = storeId, Service = service, Countries = after });
        }
        else
        {
            row.Countries = after;
        }

        session.Db.ServiceChanges.Add(new ServiceChangeRecord { StoreId = storeId, At = clock.GetUtcNow(), By = session.Db.NameOf(caller), Service = service, Before = before, After = after });
        session.Audit(caller, clock, AuditActions.ServiceTold, storeId, service, InShort(before), InShort(after));
        return true;
    }

    private static void Settle(WriteSession session, int storeId)
    {
        var oldest = session.Db.ServiceChanges.Where(c => c.StoreId == storeId).OrderByDescending(c => c.Id).Skip(KeptChanges).Select(c => (long?)c.Id).FirstOrDefault();
        if (oldest is { } bound)
        {
            session.Db.ServiceChanges.Where(c => c.StoreId == storeId && c.Id <= bound).ExecuteDelete();
        }

        TemplateJudge.JudgeAll(session, storeId);
    }

    /// <summary>What fits into an audit row: the codes, or "all but" where there are many.</summary>
    private static string? InShort(string? codes) => Set(codes) is { Count: > 100 } many ? DestinationText.Write(many) : codes;

    private static CountrySet? Set(string? codes) => codes is null ? null : CountrySet.Parse(codes);

    private static void Check(IReadOnlyDictionary<string, CountrySet?> change)
    {
        if (change.Keys.FirstOrDefault(name => name.Trim().Length is 0 or > LongestName || name != OneLine.Of(name).Trim()) is { } wrong)
        {
            throw new ProblemException($"'{OneLine.Of(wrong, LongestName)}' is no name of a service. Write it as AliExpress does, such as CAINIAO_STANDARD, with at most {LongestName} characters.");
        }

        if (change.Keys.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ProblemException($"'{twice.Key}' is named twice. Name every service once.");
        }
    }
}

/// <param name="AssumesUntold">How services count whose countries nobody has told.</param>
/// <param name="Assumed">The gauge when those are assumed to serve all countries.</param>
/// <param name="Unknown">The gauge when it is unknown.</param>
/// <param name="Services">Every service that a template uses or that was told of, the one that most listings depend on first.</param>
/// <param name="Resting">Active listings of which a priority market rests on an untold service.</param>
/// <param name="Changes">The newest twenty.</param>
/// <param name="NoTemplatesSince">Since when AliExpress has told no template where some were known; <c>null</c> when it tells them.</param>
/// <param name="Templates">Templates that are not gone.</param>
public sealed record ShippingOverview(
    bool AssumesUntold,
    CoverageReading Assumed,
    CoverageReading Unknown,
    IReadOnlyList<ServiceUse> Services,
    int Resting,
    IReadOnlyList<ServiceChange> Changes,
    DateTimeOffset? NoTemplatesSince,
    int Templates)
{
    /// <summary>The gauge as it is.</summary>
    public CoverageReading Now => AssumesUntold ? Assumed : Unknown;
}

/// <param name="Templates">Templates that use it.</param>
/// <param name="WholeTemplates">Of these, those that use it for all of its countries or for the rest of the world: there it matters which those are.</param>
/// <param name="Listings">Active listings of which a priority market rests on this service and on nothing surer.</param>
/// <param name="Countries">What was told; <c>null</c> when nobody has.</param>
public sealed record ServiceUse(string Service, int Templates, int WholeTemplates, int Listings, CountrySet? Countries);

/// <param name="Before"><c>null</c> when nobody had told.</param>
/// <param name="After"><c>null</c> when it was forgotten.</param>
public sealed record ServiceChange(long Id, DateTimeOffset At, string By, string Service, CountrySet? Before, CountrySet? After);

/// <summary>The gauge as it is and as it would be, of the same listings.</summary>
public sealed record GaugePreview(CoverageReading Now, CoverageReading Then);
