using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Board;

/// <summary>The trend in words, and what may have moved it.</summary>
internal static class TrendWords
{
    /// <summary>More markets than these are counted, not named.</summary>
    private const int MarketsNamed = 4;

    /// <summary>"From 80.0 % on 23 Oct, 12:03 to 82.0 % now; lowest 78.1 %, highest 84.0 %."</summary>
    public static string Sentence(TrendLine line, StoreTime time, DateTimeOffset now)
    {
        var measured = line.Points.Where(p => p.Percent is not null).ToList();
        var values = measured.Select(p => p.Percent!.Value).ToList();
        return (measured, line.Points[^1].Percent) switch
        {
            ([var only], { } percent) => T("{0} since {1}: no other reading is stored yet.", Figures.Percent(percent), time.Short(only.At, now)),
            (_, { } percent) => T(
                "From {0}, read {1}, to {2} now; lowest {3}, highest {4}.",
                Figures.Percent(values[0]), time.Short(measured[0].At, now), Figures.Percent(percent), Figures.Percent(values.Min()), Figures.Percent(values.Max())),
            _ => T("Not measured now; last {0}, read {1}.", Figures.Percent(values[^1]), time.Short(measured[^1].At, now)),
        };
    }

    public static string Of(TrendNote note) => note.Kind switch
    {
        TrendNoteKind.TemplatesChanged when note.Count == note.Names.Count => T("Template edited: {0}", Names(note)),
        TrendNoteKind.TemplatesChanged => T("Templates edited: {0} and {1} more", Names(note), note.Count - note.Names.Count),
        TrendNoteKind.TemplatesGone => T("{0:# template|# templates} no longer listed: {1}", note.Count, Names(note)),
        TrendNoteKind.MarketsChanged => Markets(note),
        TrendNoteKind.ListingsPublished => T("Batch of {0:# listing|# listings} published until {1}", note.Count, StoreTime.Day(note.LastDay!.Value)),
        TrendNoteKind.RestrictionsChanged => T("Restricted destinations changed"),
        TrendNoteKind.ServicesTold => T("Countries of shipping services changed"),
        TrendNoteKind.ListingsImported => T("Listings imported"),
        TrendNoteKind.TemplatesImported => T("Templates imported"),
        TrendNoteKind.StoreConnected => T("Store connected to AliExpress"),
        _ => T("Target set"),
    };

    /// <summary>Where there is more about it; <c>null</c> where there is not, as of several templates.</summary>
    public static string? Link(TrendNote note, StoreLinks links) => note.Kind switch
    {
        TrendNoteKind.ListingsPublished => links.Published(note.FirstDay!.Value, note.LastDay!.Value),
        TrendNoteKind.MarketsChanged or TrendNoteKind.TargetSet => links.Markets,
        TrendNoteKind.RestrictionsChanged => links.Restricted,
        TrendNoteKind.ServicesTold => links.Shipping,
        TrendNoteKind.StoreConnected => links.Sync,
        TrendNoteKind.ListingsImported or TrendNoteKind.TemplatesImported => links.Import,
        _ => note.TemplateId is { } template ? links.OfTemplate(template) : null,
    };

    private static string Names(TrendNote note) => string.Join(", ", note.Names.Select(n => OneLine.Of(n, 60)));

    private static string Markets(TrendNote note) => (note.Added.IsEmpty, note.Removed.IsEmpty) switch
    {
        (false, true) => T("Priority markets added: {0}", Named(note.Added)),
        (true, false) => T("Priority markets removed: {0}", Named(note.Removed)),
        _ => T("Priority markets added: {0}; removed: {1}", Named(note.Added), Named(note.Removed)),
    };

    private static string Named(CountrySet countries) => countries.Count > MarketsNamed
        ? T("{0:# country|# countries}", countries.Count)
        : string.Join(", ", countries.Select(c => CountryCatalogue.NameOf(c)));
}
