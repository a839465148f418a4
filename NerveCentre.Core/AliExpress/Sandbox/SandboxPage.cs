namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>The page that a query asks for.</summary>
internal readonly record struct SandboxPage(int Number, int Size, int TotalPages)
{
    private const int DefaultSize = 20;

    /// <exception cref="SandboxRefusal">There is no such page, or it would be too large.</exception>
    public static SandboxPage Read(SandboxCall query, int largest, int rows, bool required = false)
    {
        var size = required ? query.RequiredWhole("page_size") : query.Whole("page_size") ?? DefaultSize;
        var number = required ? query.RequiredWhole("current_page") : query.Whole("current_page") ?? 1;
        if (size < 1 || size > largest)
        {
            throw SandboxRefusal.InvalidParameter($"page_size must be 1 to {largest}");
        }

        if (number is < 1 or > int.MaxValue)
        {
            throw SandboxRefusal.InvalidParameter("current_page must be 1 or more");
        }

        return new SandboxPage((int)number, (int)size, (int)((rows + size - 1) / size));
    }

    public IEnumerable<T> Of<T>(IReadOnlyList<T> rows)
    {
        var first = ((long)Number - 1) * Size;
        return first >= rows.Count ? [] : rows.Skip((int)first).Take(Size);
    }
}
