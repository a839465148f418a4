namespace NerveCentre.Core.Store;

/// <summary>A move of listings to another template, prepared here and done by nobody yet.</summary>
public sealed class MoveProposalRecord
{
    public int Id { get; set; }

    public int StoreId { get; set; }

    /// <summary>0 for listings that named no template.</summary>
    public long FromTemplateId { get; set; }

    /// <summary>As it was called then; <c>null</c> when it was never read.</summary>
    public string? FromName { get; set; }

    public long ToTemplateId { get; set; }

    public required string ToName { get; set; }

    /// <summary>How many listings are frozen in it.</summary>
    public int Listings { get; set; }

    /// <summary>Of the active listings then, how many were covered, and how many would have been.</summary>
    public int Active { get; set; }

    public int CoveredBefore { get; set; }

    public int CoveredAfter { get; set; }

    /// <summary>Alpha-2 codes of destinations that the listings would lose, separated by spaces.</summary>
    public string Loses { get; set; } = "";

    /// <summary>The same of those that they would gain.</summary>
    public string Gains { get; set; } = "";

    public required string By { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }
}

/// <summary>A listing of a prepared move.</summary>
public sealed class MoveListingRecord
{
    public int StoreId { get; set; }

    public int MoveId { get; set; }

    public long ListingId { get; set; }
}

/// <summary>Which columns a person wants to see in lists of listings.</summary>
public sealed class ListingColumnsRecord
{
    public int AccountId { get; set; }

    /// <summary>Names of columns, separated by commas.</summary>
    public required string Columns { get; set; }
}
