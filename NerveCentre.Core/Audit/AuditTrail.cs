using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Audit;

/// <summary>Adds to the audit, in the transaction of what it tells: either both happened or neither.</summary>
internal static class AuditTrail
{
    private const int MaxText = 500;

    /// <summary>Texts are cut to a line; callers never hand a secret to this.</summary>
    public static void Audit(this WriteSession session, Caller caller, TimeProvider clock, string action, int? storeId = null, string subject = "", string? before = null, string? after = null) =>
        session.Db.Audit.Add(new AuditRecord
        {
            At = clock.GetUtcNow(),
            Kind = caller.Kind,
            AccountId = caller.Kind is CallerKind.Account ? caller.AccountId : null,
            By = session.Db.NameOf(caller),
            Address = caller.Address is { } address ? OneLine.Of(address, 100) : null,
            StoreId = storeId,
            Action = action,
            Subject = OneLine.Of(subject, MaxText),
            Before = before is null ? null : OneLine.Of(before, MaxText),
            After = after is null ? null : OneLine.Of(after, MaxText),
        });

    /// <summary>How a caller is called in lists: a person by name and address, everything else by what it is.</summary>
    public static string NameOf(this NerveCentreDb db, Caller caller) => caller.Kind switch
    {
        CallerKind.Account => db.Accounts.Find(caller.AccountId) is { } account ? $"{OneLine.Of(account.Name, 100)} ({OneLine.Of(account.Email ?? "", 100)})" : "an account that is gone",
        CallerKind.Token => db.ApiTokens.Find(caller.TokenId) is { } token ? $"token “{OneLine.Of(token.Name, 100)}”" : "a token that is gone",
        CallerKind.CommandLine => $"command line ({OneLine.Of(Environment.UserName, 60)})",
        CallerKind.Server => "server",
        CallerKind.Explorer => "this machine, before there was an owner",
        _ => "nobody",
    };
}
