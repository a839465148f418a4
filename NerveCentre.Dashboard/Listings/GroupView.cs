namespace NerveCentre.Dashboard.Listings;

/// <summary>A group of listings on one template, as shown.</summary>
/// <param name="Template">What the template is called.</param>
/// <param name="Action">What to do about it; empty when there is nothing.</param>
/// <param name="Note">What else there is to say; empty when there is nothing.</param>
/// <param name="MarksRestricted">Whether the rows say which of them are restricted.</param>
public sealed record GroupView(
    long? TemplateId, string Template, string Heading, string Action, string Note, int Listings, bool MarksRestricted, DateTimeOffset? ReadAt)
{
    /// <summary>What an address calls it.</summary>
    public string Key => TemplateId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";
}
