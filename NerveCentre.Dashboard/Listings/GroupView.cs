namespace NerveCentre.Dashboard.Listings;

/// <summary>A group of listings on one template, as shown.</summary>
/// <param name="Template">What the template is called.</param>
/// <param name="Action">What to do about it; empty when there is nothing.</param>
/// <param name="Note">What else there is to say; empty when there is nothing.</param>
/// <param name="Why">What speaks for it and against it, market by market; empty when there is nothing to go by.</param>
/// <param name="MarksRestricted">Whether the rows say which of them are restricted.</param>
public sealed record GroupView(
    long? TemplateId, string Template, string Heading, string Action, string Note, int Listings, bool MarksRestricted, DateTimeOffset? ReadAt, IReadOnlyList<MarketReasons> Why)
{
    /// <summary>What an address calls it.</summary>
    public string Key => TemplateId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
}

/// <summary>Why a template ships to a market, does not, or cannot be judged for it.</summary>
/// <param name="Verdict">Such as "Brazil: not shipped to".</param>
/// <param name="Reasons">A sentence for each service and list.</param>
public sealed record MarketReasons(string Verdict, IReadOnlyList<string> Reasons);
