using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

public enum TrendNoteKind
{
    /// <summary>Settings of templates were seen to differ from before, or for the first time.</summary>
    TemplatesChanged,

    /// <summary>Templates were found missing from AliExpress's list.</summary>
    TemplatesGone,
    MarketsChanged,

    /// <summary>Days on which unusually many listings were published, see <see cref="TrendNotes.Batches"/>.</summary>
    ListingsPublished,
    RestrictionsChanged,
    ServicesTold,
    ListingsImported,
    TemplatesImported,
    StoreConnected,
    TargetSet,
}

/// <summary>Something that may have moved the gauge.</summary>
/// <param name="Count">Templates, listings, or 1.</param>
/// <param name="Names">Names of templates, at most <see cref="TrendNotes.MaxNames"/>. Text of others.</param>
/// <param name="Added">Priority markets that were added.</param>
/// <param name="Removed">Priority markets that were removed.</param>
public sealed record TrendNote(DateTimeOffset At, TrendNoteKind Kind, int Count, IReadOnlyList<string> Names, CountrySet Added = default, CountrySet Removed = default)
{
    /// <summary>The last day of a batch, in the store's zone; <c>null</c> for what happened at a moment.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>The first day of a batch, in the store's zone; <c>null</c> when <see cref="LastDay"/> is.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>The template, where it is about a single one.</summary>
    public long? TemplateId { get; init; }
}

/// <param name="First">First day, in the store's zone.</param>
/// <param name="Listings">Published from the first day to the last, the quiet days between included.</param>
internal sealed record PublishedBatch(DateOnly First, DateOnly Last, int Listings);

/// <summary>What happened in the days of the trend, from what is stored anyway.</summary>
internal static class TrendNotes
{
    /// <summary>The newest are kept.</summary>
    public const int Most = 12;

    public const int MaxNames = 3;

    /// <summary>Fewer listings on one day are no batch, whatever the other days had.</summary>
    public const int LeastBatch = 10;

    /// <summary>So many times what an ordinary day had.</summary>
    public const int TimesUsual = 3;

    /// <summary>An ordinary day is the average of so many days before the trend.</summary>
    public const int UsualDays = 90;

    /// <summary>Days of one batch follow each other, with at most one quiet day between.</summary>
    public const int Pause = 2;

    /// <summary>All zones of the last hundred years differ from UTC by whole quarters of an hour.</summary>
    private const long QuarterMs = 900_000;

    private static readonly Dictionary<string, TrendNoteKind> Actions = new()
    {
        [AuditActions.RestrictionAdded] = TrendNoteKind.RestrictionsChanged,
        [AuditActions.RestrictionRemoved] = TrendNoteKind.RestrictionsChanged,
        [AuditActions.ServiceTold] = TrendNoteKind.ServicesTold,
        [AuditActions.UntoldServicesSet] = TrendNoteKind.ServicesTold,
        [AuditActions.ListingsImported] = TrendNoteKind.ListingsImported,
        [AuditActions.TemplatesImported] = TrendNoteKind.TemplatesImported,
        [AuditActions.StoreConnected] = TrendNoteKind.StoreConnected,
        [AuditActions.TargetSet] = TrendNoteKind.TargetSet,
    };

    /// <summary>Newest first, at most <see cref="Most"/>.</summary>
    public static IReadOnlyList<TrendNote> Read(NerveCentreDb db, int storeId, string zone, DateTimeOffset now)
    {
        var from = CoverageTrend.StartOf(now);
        var rules = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
        var notes = Templates(db, storeId, from).Concat(Markets(db, storeId, from)).Concat(Told(db, storeId, from)).Concat(Published(db, storeId, from, rules));
        return [.. notes.OrderByDescending(n => n.At).ThenBy(n => n.Kind).Take(Most)];
    }

    /// <summary>
    /// Batches: days on which unusually many listings were published, which is <see cref="LeastBatch"/> at least and <see cref="TimesUsual"/> times as many
    /// as on an ordinary day before. Days no more than <see cref="Pause"/> apart are one batch.
    /// </summary>
    /// <param name="perDay">Listings by the day on which they were published.</param>
    /// <param name="usual">Listings per day of the <see cref="UsualDays"/> days before the trend.</param>
    public static IReadOnlyList<PublishedBatch> Batches(IReadOnlyDictionary<DateOnly, int> perDay, double usual)
    {
        var batches = new List<PublishedBatch>();
        foreach (var (day, listings) in perDay.Where(d => d.Value >= LeastBatch && d.Value >= TimesUsual * usual).OrderBy(d => d.Key))
        {
            if (batches is [.., var before] && day.DayNumber - before.Last.DayNumber <= Pause)
            {
                var quiet = perDay.Where(d => d.Key > before.Last && d.Key < day).Sum(d => d.Value);
                batches[^1] = before with { Last = day, Listings = before.Listings + quiet + listings };
            }
            else
            {
                batches.Add(new PublishedBatch(day, day, listings));
            }
        }

        return batches;
    }

    /// <summary>
    /// What is found when templates are first read is where the trend begins, not a change. A connected store has readings before that, in which every
    /// listing is unknown: the first one that knows a template tells that they had been read by then.
    /// </summary>
    private static IEnumerable<TrendNote> Templates(NerveCentreDb db, int storeId, DateTimeOffset from)
    {
        var first = db.Readings.Where(r => r.StoreId == storeId && r.PriorityMarkets != "" && r.Unknown < r.Active).OrderBy(r => r.At).Select(r => (DateTimeOffset?)r.At).FirstOrDefault();
        if (first is null)
        {
            return [];
        }

        var since = first > from ? first.Value : from;
        var rows = db.Templates.AsNoTracking().Where(t => t.StoreId == storeId && (t.ChangedAt > since || t.GoneAt > since)).Select(t => new Named(t.TemplateId, t.Name, t.ChangedAt, t.GoneAt)).ToList();
        return rows.Where(t => t.GoneAt is null).GroupBy(t => t.ChangedAt).Select(g => Note(g.Key, TrendNoteKind.TemplatesChanged, g))
            .Concat(rows.Where(t => t.GoneAt > since).GroupBy(t => t.GoneAt!.Value).Select(g => Note(g.Key, TrendNoteKind.TemplatesGone, g)));

        static TrendNote Note(DateTimeOffset at, TrendNoteKind kind, IEnumerable<Named> templates)
        {
            var all = templates.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
            return new TrendNote(at, kind, all.Count, [.. all.Take(MaxNames).Select(t => t.Name)]) { TemplateId = all is [var only] ? only.TemplateId : null };
        }
    }

    private static IEnumerable<TrendNote> Markets(NerveCentreDb db, int storeId, DateTimeOffset from) =>
        db.MarketChanges.AsNoTracking().Where(c => c.StoreId == storeId && c.At >= from).OrderByDescending(c => c.At).Take(Most).ToList()
            .Select(c => new TrendNote(c.At, TrendNoteKind.MarketsChanged, 1, [], CountrySet.Parse(c.Added), CountrySet.Parse(c.Removed)));

    /// <summary>What the audit has of the store's rules and rows. That it was done, not by whom: the audit is for owners.</summary>
    private static IEnumerable<TrendNote> Told(NerveCentreDb db, int storeId, DateTimeOffset from)
    {
        var wanted = Actions.Keys.ToList();
        return db.Audit.AsNoTracking().Where(a => a.At >= from && a.StoreId == storeId && wanted.Contains(a.Action)).OrderByDescending(a => a.At).Take(Most)
            .Select(a => new { a.At, a.Action }).ToList().Select(a => new TrendNote(a.At, Actions[a.Action], 1, []));
    }

    private static IEnumerable<TrendNote> Published(NerveCentreDb db, int storeId, DateTimeOffset from, TimeZoneInfo zone)
    {
        var (start, before) = (from.ToUnixTimeMilliseconds(), from.AddDays(-UsualDays));
        var quarters = db.Database.SqlQuery<Quarter>(
            $"SELECT PublishedAt / {QuarterMs} AS Number, COUNT(*) AS Listings FROM Listings WHERE StoreId = {storeId} AND Status = 0 AND PublishedAt >= {start} GROUP BY 1").ToList();
        var usual = db.Listings.Count(l => l.StoreId == storeId && l.Status == ListingStatus.Active && l.PublishedAt >= before && l.PublishedAt < from) / (double)UsualDays;
        var days = quarters.GroupBy(q => Day(q.Number)).ToDictionary(g => g.Key, g => g.Sum(q => q.Listings));
        return Batches(days, usual).Select(b => new TrendNote(Demand.DemandWindows.StartOf(b.First, zone), TrendNoteKind.ListingsPublished, b.Listings, []) { FirstDay = b.First, LastDay = b.Last });

        DateOnly Day(long quarter) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(quarter * QuarterMs), zone).DateTime);
    }

    private sealed record Named(long TemplateId, string Name, DateTimeOffset ChangedAt, DateTimeOffset? GoneAt);

    private sealed record Quarter(long Number, int Listings);
}
