using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Audit;

/// <summary>What an address asks of the audit. The page and the file read it alike, so one leads to the other.</summary>
internal sealed record AuditQuery(AuditFilter Filter, StoreSummary? Store, IReadOnlyList<StoreSummary> Stores, IReadOnlyList<string> Problems)
{
    /// <summary>The zone of times and days: the store's when the filter names one, otherwise this server's.</summary>
    public string ZoneWords(StoreTime time) => Store is null ? T("Times in {0}, this server's time zone", time.ZoneName) : T("Times in {0}, the store's time zone", time.ZoneName);

    /// <param name="here">Zone of this server.</param>
    public static async Task<AuditQuery> ReadAsync(StoreList list, Caller caller, TimeZoneInfo here, AuditAsked asked, CancellationToken cancel)
    {
        var problems = new List<string>();
        var stores = await list.ListAsync(caller, cancel);
        var name = Text(asked.Store);
        var store = stores.FirstOrDefault(s => s.Name == name) ?? stores.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));
        if (name is not null && store is null)
        {
            problems.Add(T("There is no store “{0}”.", OneLine.Of(name, 100)));
        }

        var zone = store?.TimeZone is { } own && TimeZoneInfo.TryFindSystemTimeZoneById(own, out _) ? own : here.Id is "Etc/UTC" ? "UTC" : here.Id;
        var filter = new AuditFilter(Text(asked.Action), Text(asked.Who), Day(asked.From, "from", problems), Day(asked.To, "to", problems), zone, store?.Id);
        return new AuditQuery(filter, store, stores, problems);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? Day(string? text, string name, List<string> problems)
    {
        if (Text(text) is not { } written)
        {
            return null;
        }

        if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        problems.Add(T("“{0}” is no day for “{1}”. Write it as 2026-03-16.", OneLine.Of(written, 40), name));
        return null;
    }
}

/// <summary>The parameters as they stand in the address.</summary>
internal sealed record AuditAsked(string? Action, string? Who, string? From, string? To, string? Store)
{
    /// <summary>An address with the same filter; what is not said is left out.</summary>
    public string Address(string path, string? before = null, string? after = null)
    {
        var query = string.Join('&', new[] { ("action", Action), ("who", Who), ("from", From), ("to", To), ("store", Store), ("before", before), ("after", after) }
            .Where(p => !string.IsNullOrWhiteSpace(p.Item2))
            .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!.Trim())}"));
        return query is "" ? path : $"{path}?{query}";
    }
}
