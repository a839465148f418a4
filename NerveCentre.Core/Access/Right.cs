namespace NerveCentre.Core.Access;

/// <summary>What a caller can be allowed. Who is allowed what stands in <see cref="Rights"/>, and nowhere else.</summary>
public enum Right
{
    /// <summary>A card's reading of one store.</summary>
    ReadCard,

    /// <summary>A store's boards, the rows behind them, its runs and the history of its markets.</summary>
    ReadStore,

    /// <summary>Ask the owner for one more priority market, or take the request back.</summary>
    ProposeMarket,

    /// <summary>Change the priority markets, accept and decline proposals.</summary>
    ChangeMarkets,

    /// <summary>Tell which countries services serve and which destinations are restricted, and confirm that templates are gone.</summary>
    ChangeDestinations,

    /// <summary>Ask AliExpress for freight calculations, which costs calls.</summary>
    VerifyDestinations,

    /// <summary>Prepare moves of listings to another template, and withdraw them.</summary>
    PrepareMoves,

    /// <summary>Start a store's syncs by hand.</summary>
    StartSync,

    /// <summary>Edit the sandbox store's templates, as the owner would in Seller Center.</summary>
    EditSandbox,

    /// <summary>Connect new stores to AliExpress, disconnect and erase stores.</summary>
    ManageStores,

    /// <summary>Rename a store, pause, test and authorise its connection.</summary>
    ManageConnection,

    /// <summary>Make stores from files.</summary>
    ImportOrders,

    /// <summary>Import files of orders, listings and templates into a store.</summary>
    ImportFiles,

    /// <summary>Take a store's orders, listings and templates away as files.</summary>
    ExportFiles,

    /// <summary>Invite, disable and reset people, give and take roles.</summary>
    ManagePeople,

    /// <summary>Make and revoke tokens for programs.</summary>
    ManageTokens,

    /// <summary>See and export who did what.</summary>
    ReadAudit,

    /// <summary>One's own password, second factor and sessions.</summary>
    OwnAccount,
}

/// <summary>A role in one store. The owner of the installation needs none: every store is theirs.</summary>
public enum StoreRole
{
    /// <summary>Looks, follows and proposes.</summary>
    Marketing = 1,

    /// <summary>Everything in this store; nothing outside it.</summary>
    Owner = 2,
}

/// <summary>The one table of who may do what.</summary>
public static class Rights
{
    private static readonly Right[] Marketing = [Right.ReadCard, Right.ReadStore, Right.ProposeMarket];

    private static readonly Right[] StoreOwner = [.. Marketing, Right.ChangeMarkets, Right.ChangeDestinations, Right.VerifyDestinations, Right.PrepareMoves, Right.StartSync, Right.EditSandbox, Right.ManageConnection, Right.ImportFiles, Right.ExportFiles];

    /// <summary>Whether a right is about one store; the others are about the whole installation.</summary>
    public static bool IsPerStore(Right right) => StoreOwner.Contains(right);

    public static bool Has(StoreRole role, Right right) => (role is StoreRole.Owner ? StoreOwner : Marketing).Contains(right);
}
