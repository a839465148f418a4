namespace NerveCentre.Dashboard.Shared;

/// <summary>Where the header's switch leads: the same page of the other store, or its board when the page is of no store.</summary>
internal static class StoreSwitch
{
    private static readonly string[] PagesOfStores = ["/", "/listings", "/settings/markets", "/sync", "/settings/store", "/import", "/settings/shipping", "/settings/restricted", "/verify", "/reconcile"];

    /// <summary>What means the same in every store: how orders are counted, and which listings are looked for. Templates and listings are each store's own.</summary>
    private static readonly string[] KeptParameters = ["by", "cancelled", "unpaid", "window", "end", "uncovered", "class"];

    /// <param name="here">The address of the page, absolute.</param>
    public static string To(StoreLinks other, Uri here)
    {
        var path = here.AbsolutePath;
        if (!PagesOfStores.Contains(path, StringComparer.OrdinalIgnoreCase) && !path.StartsWith("/country/", StringComparison.OrdinalIgnoreCase))
        {
            return other.Board;
        }

        var query = System.Web.HttpUtility.ParseQueryString(here.Query);
        return other.To(path, KeptParameters.Select(name => (name, query[name])));
    }
}
