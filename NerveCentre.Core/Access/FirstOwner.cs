using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>What it takes to become the owner.</summary>
public enum SetUp
{
    /// <summary>There is an owner. There will never be another first one.</summary>
    Closed = 0,

    /// <summary>Nothing but a form: the caller is at this machine, and there is nothing but the sandbox store.</summary>
    Open = 1,

    /// <summary>The code that the server printed when it started.</summary>
    NeedsCode = 2,
}

/// <summary>Makes the first account of an installation, which owns everything. Works once.</summary>
public sealed class FirstOwner(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, AccountManagers managers, Sessions sessions, AttemptLimits limits, SessionActivity activity, TimeProvider clock)
{
    /// <summary>Without letters and digits that look alike.</summary>
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>Name under which windows that were opened before there was an owner end.</summary>
    public const string ExplorersSession = "explorer";

    /// <summary>For the console of the server, and nowhere else. New at every start; 98 bits.</summary>
    internal string Code { get; } = string.Join('-', Enumerable.Range(0, 5).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    [AnyoneMay("says only whether there is an owner, which the sign-in page shows anyway")]
    public Task<SetUp> StateAsync(Caller caller, CancellationToken cancel)
    {
        using var db = contexts.CreateDbContext();
        return Task.FromResult(State(db, caller));
    }

    /// <summary>Makes the owner and signs them in.</summary>
    /// <param name="code">As typed; not looked at when <see cref="SetUp.Open"/>.</param>
    /// <exception cref="ProblemException">There is an owner already, the code is not right, or what the person says will not do.</exception>
    [AnyoneMay("becoming the owner is what the first caller does; the code, or being at this machine, is asked for instead")]
    public async Task<Caller> CreateAsync(Caller caller, NewPerson person, string? code, Visitor visitor, CancellationToken cancel)
    {
        if (await StateAsync(caller, cancel) is SetUp.NeedsCode)
        {
            if (limits.Take(visitor.Address, "set-up code", null) is not null)
            {
                throw new ProblemException("Too many tries. Wait two minutes, then try again.");
            }

            if (!IsCode(code))
            {
                throw new ProblemException("That is not the code. The server prints it when it starts, on its console or in its log; every start makes a new one.");
            }
        }

        var account = person.ToAccount(clock.GetUtcNow());
        account.OwnsEverything = true;
        return await writer.WriteAsync(
            async session =>
            {
                // Within the transaction, which only one can hold: of two that race the second finds the owner here.
                if (session.Db.Accounts.Any())
                {
                    throw new ProblemException("This installation has an owner already. Sign in, or ask the owner for an invitation.");
                }

                using var manager = managers.Over(session.Db);
                (await manager.CreateAsync(account, person.Password)).OrThrow();
                var owner = sessions.Open(session, account, visitor);
                session.Audit(owner, clock, AuditActions.OwnerCreated, subject: account.Email!);
                session.AfterCommit(() => activity.Forget([ExplorersSession]));
                return owner;
            },
            cancel);
    }

    private static SetUp State(NerveCentreDb db, Caller caller) =>
        db.Accounts.Any() ? SetUp.Closed
        : caller.Kind is CallerKind.Explorer && !db.Stores.Any(s => s.Kind != StoreKind.Sandbox) ? SetUp.Open
        : SetUp.NeedsCode;

    private bool IsCode(string? typed)
    {
        var letters = string.Concat((typed ?? "").ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(letters), Encoding.ASCII.GetBytes(Code.Replace("-", "", StringComparison.Ordinal)));
    }
}
