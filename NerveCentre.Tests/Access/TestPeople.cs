using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;
using NerveCentre.Dashboard.Access;

namespace NerveCentre.Tests.Access;

/// <summary>People with sessions, straight into the rows. Signing in has tests of its own.</summary>
internal static class TestPeople
{
    /// <summary>An owner of everything.</summary>
    public static Caller AddOwner(IDbContextFactory<NerveCentreDb> contexts, string name = "Olga", DateTimeOffset? at = null) => Add(contexts, name, ownsEverything: true, at);

    public static Caller AddMember(IDbContextFactory<NerveCentreDb> contexts, string name, params (int Store, StoreRole Role)[] roles) =>
        Add(contexts, name, ownsEverything: false, null, roles);

    /// <summary>The same by a clock that runs.</summary>
    public static Caller AddMember(IDbContextFactory<NerveCentreDb> contexts, string name, DateTimeOffset at, params (int Store, StoreRole Role)[] roles) =>
        Add(contexts, name, ownsEverything: false, at, roles);

    public static void Change(IDbContextFactory<NerveCentreDb> contexts, Caller caller, Action<AccountRecord> change)
    {
        using var db = contexts.CreateDbContext();
        change(db.Accounts.Single(a => a.Id == caller.AccountId));
        db.SaveChanges();
    }

    private static Caller Add(IDbContextFactory<NerveCentreDb> contexts, string name, bool ownsEverything, DateTimeOffset? at, params (int Store, StoreRole Role)[] roles)
    {
        var now = at ?? TestClock.Noon;
        using var db = contexts.CreateDbContext();
        var email = $"{name.ToLowerInvariant()}@example.com";
        var account = new AccountRecord
        {
            Name = name,
            Email = email,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            NormalizedEmail = email.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString(),
            OwnsEverything = ownsEverything,
            CreatedAt = now,
            PasswordChangedAt = now,
        };
        db.Accounts.Add(account);
        db.SaveChanges();
        db.Memberships.AddRange(roles.Select(r => new MembershipRecord { AccountId = account.Id, StoreId = r.Store, Role = r.Role }));
        var session = new SessionRecord { Id = Guid.NewGuid().ToString("N"), AccountId = account.Id, CreatedAt = now, SeenAt = now, Address = "127.0.0.1", Browser = "Test" };
        db.Sessions.Add(session);
        db.SaveChanges();
        return Caller.Account(account.Id, session.Id);
    }
}

/// <summary>A browser window in which somebody is signed in, for components and pages.</summary>
internal sealed class TestAuthentication(Caller caller) : AuthenticationStateProvider
{
    public Caller Caller { get; set; } = caller;

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(CallerClaims.Write(Caller)));
}
