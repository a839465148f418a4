using System.Text.Json;
using NerveCentre.Core.Files;
using NerveCentre.Core.Live;
using NerveCentre.Core.Sync;

namespace NerveCentre.Core.Store;

/// <summary>One AliExpress shop. Every other row belongs to one.</summary>
public sealed class StoreRecord
{
    public int Id { get; set; }

    /// <summary>Unique without regard to case.</summary>
    public required string Name { get; set; }

    public StoreKind Kind { get; set; }

    /// <summary>IANA zone in which the store's days begin.</summary>
    public required string TimeZone { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Goes up by one with every committed change that can move a reading.</summary>
    public long Revision { get; set; }

    /// <summary>Alpha-2 codes in the owner's order, separated by spaces.</summary>
    public string PriorityMarkets { get; set; } = "";

    /// <summary>The coverage that the owner aims at, in tenths of a percent, 1 to 1,000; <c>null</c> when nothing is set.</summary>
    public int? TargetTenths { get; set; }

    /// <summary>Whether "all countries of this service" counts as unknown where nobody has told which those are; otherwise it is assumed to be all.</summary>
    public bool UntoldServicesAreUnknown { get; set; }

    /// <summary>Since when AliExpress has told no template at all where some were known, which an owner has to confirm.</summary>
    public DateTimeOffset? NoTemplatesSince { get; set; }
}

/// <summary>A freight template and where it ships.</summary>
public sealed class TemplateRecord
{
    public int StoreId { get; set; }

    public long TemplateId { get; set; }

    public required string Name { get; set; }

    public bool IsDefault { get; set; }

    /// <summary>The settings as read, as JSON: which service, which list. The evidence behind the sets below.</summary>
    public required string Settings { get; set; }

    /// <summary>Countries named in a list, or told by the owner of a service that is used for all its countries. This and the two below follow from <see cref="Settings"/> and what the owner has told.</summary>
    public string Named { get; set; } = "";

    /// <summary>Countries reached through "all countries of this service" or an OTHER row only.</summary>
    public string Assumed { get; set; } = "";

    /// <summary>Countries of which it cannot be told whether the template ships there.</summary>
    public string Unjudged { get; set; } = "";

    /// <summary>Whether the settings say anything that can be judged; otherwise every country is unjudged.</summary>
    public bool Judged { get; set; }

    /// <summary>Country codes in the settings that name no country we know, separated by spaces, as received.</summary>
    public string UnknownCodes { get; set; } = "";

    /// <summary>When AliExpress last told these settings.</summary>
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>When the settings were last seen to differ from before.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>When the template was found missing from AliExpress's list; its listings are then unknown.</summary>
    public DateTimeOffset? GoneAt { get; set; }
}

public enum ListingStatus
{
    /// <summary>AliExpress status onSelling: the only one that counts as active.</summary>
    Active = 0,
    Offline = 1,
    Auditing = 2,
    EditingRequired = 3,

    /// <summary>No longer told by AliExpress under any status.</summary>
    Gone = 4,
}

public sealed class ListingRecord
{
    public int StoreId { get; set; }

    public long ListingId { get; set; }

    public required string Title { get; set; }

    public ListingStatus Status { get; set; }

    /// <summary>As received.</summary>
    public required string RawStatus { get; set; }

    public long? TemplateId { get; set; }

    /// <summary>Read once per listing by a call of its own; <c>null</c> until then.</summary>
    public long? CategoryId { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    public DateTimeOffset? ModifiedAt { get; set; }
}

/// <summary>How many active listings share a template and a category. Written in the same transaction as the listings.</summary>
public sealed class ListingCountRecord
{
    public int StoreId { get; set; }

    /// <summary>0 for listings that name no template.</summary>
    public long TemplateId { get; set; }

    /// <summary>0 for listings whose category is not known.</summary>
    public long CategoryId { get; set; }

    public int Listings { get; set; }
}

/// <summary>A category's name, as the seller's file tells it: AliExpress tells the number only.</summary>
public sealed class CategoryRecord
{
    public int StoreId { get; set; }

    public long CategoryId { get; set; }

    public required string Name { get; set; }
}

/// <summary>How files of one kind were last read into a store, from the page.</summary>
public sealed class FileMappingRecord
{
    public int StoreId { get; set; }

    public FileKind Kind { get; set; }

    /// <summary>A <see cref="FileMapping"/> as JSON.</summary>
    public required string Mapping { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary><c>null</c> when it cannot be read: it was written by another version, and is only a convenience.</summary>
    internal static FileMapping? Read(FileMappingRecord row)
    {
        try
        {
            return JsonSerializer.Deserialize<FileMapping>(row.Mapping);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static void Keep(WriteSession session, int storeId, FileMapping mapping, DateTimeOffset now)
    {
        if (session.Db.FileMappings.Find(storeId, mapping.Kind) is not { } row)
        {
            row = new FileMappingRecord { StoreId = storeId, Kind = mapping.Kind, Mapping = "" };
            session.Db.FileMappings.Add(row);
        }

        (row.Mapping, row.At) = (JsonSerializer.Serialize(mapping), now);
    }
}

/// <summary>A (category, country) pair that no template can enable. Kept by hand: AliExpress has no API for it.</summary>
public sealed class RestrictionRecord
{
    public int StoreId { get; set; }

    public long CategoryId { get; set; }

    /// <summary>Alpha-2.</summary>
    public required string Country { get; set; }

    /// <summary>The category's name, for people.</summary>
    public required string Category { get; set; }

    public DateTimeOffset AddedAt { get; set; }

    /// <summary>Who added it, as they were called then.</summary>
    public string By { get; set; } = "";
}

/// <summary>Which countries a logistics service serves, as the owner has told: AliExpress tells nobody.</summary>
public sealed class ServiceRecord
{
    public int StoreId { get; set; }

    /// <summary>As AliExpress names it. Compared without regard to case.</summary>
    public required string Service { get; set; }

    /// <summary>Alpha-2 codes separated by spaces; may be none.</summary>
    public required string Countries { get; set; }
}

/// <summary>Who told what of a logistics service, so that it can be taken back.</summary>
public sealed class ServiceChangeRecord
{
    public long Id { get; set; }

    public int StoreId { get; set; }

    public DateTimeOffset At { get; set; }

    public required string By { get; set; }

    public required string Service { get; set; }

    /// <summary>The countries before; <c>null</c> when nobody had told.</summary>
    public string? Before { get; set; }

    /// <summary>The countries since; <c>null</c> when they were forgotten.</summary>
    public string? After { get; set; }
}

/// <summary>What the freight calculation said of a listing and a country, beside what the template said then.</summary>
public sealed class VerificationRecord
{
    public long Id { get; set; }

    public int StoreId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Who asked, as they were called then.</summary>
    public required string By { get; set; }

    public long ListingId { get; set; }

    /// <summary>0 for a listing that names none.</summary>
    public long TemplateId { get; set; }

    /// <summary>Alpha-2.</summary>
    public required string Country { get; set; }

    public Coverage.DestinationVerdict Verdict { get; set; }

    /// <summary>What spoke for the verdict, as JSON.</summary>
    public required string Evidence { get; set; }

    /// <summary>Whether the listing's category was restricted there.</summary>
    public bool Restricted { get; set; }

    public Coverage.FreightAnswer Answer { get; set; }

    /// <summary>Whether the template was asked about, with a parcel of usual size, since the listing could not be.</summary>
    public bool ByTemplate { get; set; }

    /// <summary>Services that would carry it, separated by line ends.</summary>
    public string Services { get; set; } = "";

    /// <summary>Why there is no answer, or why nothing is delivered, as far as AliExpress says.</summary>
    public string? Problem { get; set; }
}

public enum OrderStatus
{
    /// <summary>Placed, or a status that is not mapped.</summary>
    Placed = 0,
    Unpaid = 1,
    Paid = 2,
    Shipped = 3,
    Completed = 4,
    Cancelled = 5,
    Disputed = 6,
}

/// <summary>Which of an order's countries have been asked for.</summary>
public enum CountriesRead
{
    No = 0,
    Both = 1,

    /// <summary>The app may not ask for the buyer's; asked again once it may.</summary>
    ShipToOnly = 2,
}

/// <summary>An order. No name, no address, nothing of the buyer but the country.</summary>
public sealed class OrderRecord
{
    public int StoreId { get; set; }

    public required string OrderId { get; set; }

    public DateTimeOffset PlacedAt { get; set; }

    /// <summary>Alpha-2; <c>null</c> when the raw text names no single country.</summary>
    public string? BuyerCountry { get; set; }

    public string BuyerCountryRaw { get; set; } = "";

    public string? ShipCountry { get; set; }

    public string ShipCountryRaw { get; set; } = "";

    public decimal? Amount { get; set; }

    /// <summary>ISO 4217, as received.</summary>
    public string? Currency { get; set; }

    public OrderStatus Status { get; set; }

    public string RawStatus { get; set; } = "";

    /// <summary>When the source last changed it; <c>null</c> for files, which do not tell.</summary>
    public DateTimeOffset? ModifiedAt { get; set; }

    /// <summary>Whether the call that tells the countries has been made.</summary>
    public CountriesRead CountriesRead { get; set; }
}

/// <summary>Which of an order's two countries a count is of.</summary>
public enum CountedSide
{
    /// <summary>Orders that ship to the buyer's own country, nearly all: one row serves both.</summary>
    Both = 0,

    /// <summary>The buyers of the other orders.</summary>
    Buyer = 1,

    /// <summary>Where those other orders ship to.</summary>
    Ship = 2,
}

/// <summary>
/// Orders per hour or UTC day, by country. Written in the same transaction as the orders.
/// Not by pairs of countries: of those there are the more the more orders there are, and the map would slow down with them.
/// </summary>
public sealed class OrderCountRecord
{
    /// <summary>Marks the raw text of an unknown country in <see cref="Country"/>.</summary>
    public const char UnknownMark = '?';

    public int StoreId { get; set; }

    /// <summary>Hours per bucket: 1 or 24.</summary>
    public int Grain { get; set; }

    public CountedSide Side { get; set; }

    /// <summary>Hours since 1970-01-01T00Z, divided by the grain.</summary>
    public long Bucket { get; set; }

    /// <summary>Alpha-2, or <see cref="UnknownMark"/> and the raw text.</summary>
    public required string Country { get; set; }

    /// <summary>Orders that are neither cancelled nor unpaid.</summary>
    public int Counted { get; set; }

    public int Cancelled { get; set; }

    public int Unpaid { get; set; }
}

/// <summary>A reading of the coverage gauge, written when a value changes.</summary>
public sealed class ReadingRecord
{
    public long Id { get; set; }

    public int StoreId { get; set; }

    public DateTimeOffset At { get; set; }

    public int Active { get; set; }

    public int Covered { get; set; }

    public int RestrictedOnly { get; set; }

    public int Gap { get; set; }

    public int Unknown { get; set; }

    public required string PriorityMarkets { get; set; }
}

/// <summary>Who changed the priority list when.</summary>
public sealed class MarketChangeRecord
{
    public long Id { get; set; }

    public int StoreId { get; set; }

    public DateTimeOffset At { get; set; }

    public required string By { get; set; }

    public required string Added { get; set; }

    public required string Removed { get; set; }
}

public sealed class RunRecord
{
    public long Id { get; set; }

    public int StoreId { get; set; }

    public required string Stream { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public SyncOutcome Outcome { get; set; }

    public int Read { get; set; }

    public int Added { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Gone { get; set; }

    /// <summary>Why it failed and what to do.</summary>
    public string? Error { get; set; }

    /// <summary>What a run that succeeded has to say all the same, such as country codes that nobody knows.</summary>
    public string? Note { get; set; }
}

/// <summary>How far a stream has been read. Committed together with the rows it stands for.</summary>
public sealed class CursorRecord
{
    public int StoreId { get; set; }

    public required string Stream { get; set; }

    /// <summary>Everything modified before this moment has been read.</summary>
    public DateTimeOffset ReadTo { get; set; }
}

/// <summary>Calls of a store to AliExpress in one day of Beijing, which is when quotas begin anew.</summary>
public sealed class CallCountRecord
{
    public int StoreId { get; set; }

    public required string AppKey { get; set; }

    /// <summary>Days since 1970-01-01 in Beijing.</summary>
    public int Day { get; set; }

    public int Calls { get; set; }
}

/// <summary>The first reading of a store's orders, newest first. One per store.</summary>
public sealed class BackfillRecord
{
    public int StoreId { get; set; }

    /// <summary>Orders placed from this moment on are read.</summary>
    public DateTimeOffset From { get; set; }

    /// <summary>Up to this one; what is placed or changed later comes with the ordinary reading.</summary>
    public DateTimeOffset Until { get; set; }

    /// <summary>Everything placed after this moment has been read.</summary>
    public DateTimeOffset ReadDownTo { get; set; }

    /// <summary>Orders that AliExpress announced at the start; <c>null</c> before it was asked.</summary>
    public int? Expected { get; set; }

    /// <summary>Orders read so far.</summary>
    public int Read { get; set; }

    /// <summary>Time spent reading, pauses left out, in milliseconds.</summary>
    public long Spent { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? PausedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
