using System.Net;
using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Live;

namespace NerveCentre.Dashboard.Shared;

/// <summary>When the rows behind some figures were read, and whether that is too long ago. One piece: a circuit holds no part for each.</summary>
internal static class SourceAge
{
    public static MarkupString Of(StreamFreshness stream, StoreKind kind, StoreTime time, DateTimeOffset now)
    {
        var isStale = stream.IsStale(now);
        var words = stream.LastSuccess is { } last
            ? $"{Encode(Read(kind, stream.Stream))} <time datetime=\"{StoreTime.Machine(last)}\">{Encode(time.Short(last, now))}</time>{(isStale ? Encode(T(", stale: {0}", StoreTime.Ago(last, now))) : "")}"
            : Encode(Never(kind, stream.Stream));
        return new MarkupString($"<span{(isStale || stream.LastError is not null ? " class=\"late\"" : "")}>{words}</span>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Read(StoreKind kind, string stream) => (kind, stream) switch
    {
        (StoreKind.File, "templates") => T("Templates imported"),
        (StoreKind.File, "listings") => T("Listings imported"),
        (StoreKind.File, _) => T("Orders imported"),
        (_, "templates") => T("Templates read"),
        (_, "listings") => T("Listings read"),
        _ => T("Orders read"),
    };

    private static string Never(StoreKind kind, string stream) => (kind, stream) switch
    {
        (StoreKind.File, "templates") => T("Templates never imported"),
        (StoreKind.File, "listings") => T("Listings never imported"),
        (StoreKind.File, _) => T("Orders never imported"),
        (_, "templates") => T("Templates: never read"),
        (_, "listings") => T("Listings: never read"),
        _ => T("Orders: never read"),
    };
}
