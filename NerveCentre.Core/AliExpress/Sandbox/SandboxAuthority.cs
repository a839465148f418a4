using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace NerveCentre.Core.AliExpress.Sandbox;

/// <summary>Gives out codes and tokens for the sandbox's sellers as AliExpress does: codes work once and for three minutes, and a refresh token is worth nothing once it was used.</summary>
/// <remarks>Stricter than AliExpress may be: with a new access token the one before ends at once.</remarks>
public sealed class SandboxAuthority
{
    /// <summary>Bound of what is remembered of each kind; the oldest goes.</summary>
    private const int Most = 100;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(3);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly string? _stateFile;
    private readonly List<SandboxCode> _codes = [];
    private readonly List<SandboxGrant> _grants;

    /// <param name="stateFile">Keeps the tokens over restarts; <c>null</c>: they end with the process.</param>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public SandboxAuthority(IReadOnlyList<SandboxSeller> sellers, TimeProvider clock, string? stateFile = null)
    {
        (Sellers, _clock, _stateFile) = (sellers, clock, stateFile);
        _grants = Load(stateFile);
    }

    public IReadOnlyList<SandboxSeller> Sellers { get; }

    /// <summary>Life of the access tokens that are given from now on.</summary>
    public TimeSpan AccessLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long after the seller's authorisation tokens can be renewed. Zero: they cannot.</summary>
    public TimeSpan RefreshLife { get; set; } = TimeSpan.FromDays(60);

    /// <summary>Two sellers with a store each, kept in a folder.</summary>
    public static SandboxAuthority OfFolder(string folder, TimeProvider clock) => new(
        [
            new SandboxSeller(2200112233, "Harbour Lamps", "harbour@sandbox.invalid", SandboxStore.Open(Path.Combine(folder, "harbour.json"), clock, "HL")),
            new SandboxSeller(2200445566, "Atlas Kitchen", "atlas@sandbox.invalid", SandboxStore.Open(Path.Combine(folder, "atlas.json"), clock, "AK")),
        ],
        clock,
        Path.Combine(folder, "tokens.json"));

    /// <summary>What a seller's browser brings back to an app that it allowed.</summary>
    public string NewCode(SandboxSeller seller)
    {
        lock (_lock)
        {
            var code = New("3_code_");
            _codes.Add(new SandboxCode(code, seller.Id, _clock.GetUtcNow() + CodeLife));
            _codes.RemoveRange(0, Math.Max(0, _codes.Count - Most));
            return code;
        }
    }

    /// <summary>The seller takes the permission back: all tokens of theirs end.</summary>
    public void Revoke(SandboxSeller seller)
    {
        lock (_lock)
        {
            _grants.RemoveAll(g => g.SellerId == seller.Id);
            Save();
        }
    }

    /// <summary>Ends an access token before its time; its refresh token stays good.</summary>
    public void EndAccess(SandboxSeller seller)
    {
        lock (_lock)
        {
            for (var i = 0; i < _grants.Count; i++)
            {
                _grants[i] = _grants[i].SellerId == seller.Id ? _grants[i] with { AccessEnds = DateTimeOffset.MinValue } : _grants[i];
            }

            Save();
        }
    }

    /// <summary>Tokens that work, and last for ever, without anybody's authorisation.</summary>
    internal void Give(SandboxSeller seller, string accessToken) => _grants.Add(new SandboxGrant(seller.Id, accessToken, DateTimeOffset.MaxValue, "", DateTimeOffset.MinValue));

    internal SandboxSeller? SellerOf(string? accessToken)
    {
        lock (_lock)
        {
            return _grants.Find(g => g.Access == accessToken && g.AccessEnds > _clock.GetUtcNow()) is { } grant ? Of(grant.SellerId) : null;
        }
    }

    /// <returns><c>null</c> for a code that is unknown, too old or used.</returns>
    internal (SandboxSeller Seller, SandboxGrant Grant)? Exchange(string? code)
    {
        lock (_lock)
        {
            var found = _codes.Find(c => c.Code == code && c.Ends > _clock.GetUtcNow());
            return found is not null && _codes.Remove(found) ? Grant(found.SellerId, _clock.GetUtcNow() + RefreshLife) : null;
        }
    }

    /// <returns><c>null</c> for a refresh token that is unknown, too old or used.</returns>
    internal (SandboxSeller Seller, SandboxGrant Grant)? Refresh(string? refreshToken)
    {
        lock (_lock)
        {
            var found = _grants.Find(g => g.Refresh == refreshToken && g.RefreshEnds > _clock.GetUtcNow());
            return found is not null && _grants.Remove(found) ? Grant(found.SellerId, found.RefreshEnds) : null;
        }
    }

    private (SandboxSeller Seller, SandboxGrant Grant) Grant(long sellerId, DateTimeOffset refreshEnds)
    {
        var grant = new SandboxGrant(sellerId, New("5_access_"), _clock.GetUtcNow() + AccessLife, New("5_refresh_"), refreshEnds);
        _grants.Add(grant);
        _grants.RemoveRange(0, Math.Max(0, _grants.Count - Most));
        Save();
        return (Of(sellerId), grant);
    }

    private SandboxSeller Of(long sellerId) => Sellers.Single(s => s.Id == sellerId);

    private static string New(string mark) => mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    private void Save()
    {
        if (_stateFile is not null)
        {
            SandboxState.Replace(_stateFile, JsonSerializer.SerializeToUtf8Bytes(_grants));
        }
    }

    private static List<SandboxGrant> Load(string? file)
    {
        try
        {
            return file is not null && File.Exists(file) ? JsonSerializer.Deserialize<List<SandboxGrant>>(File.ReadAllBytes(file)) ?? [] : [];
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{file} does not hold the tokens of a sandbox gateway. Move it away to begin anew.", wrong);
        }
    }

    private sealed record SandboxCode(string Code, long SellerId, DateTimeOffset Ends);
}

internal sealed record SandboxGrant(long SellerId, string Access, DateTimeOffset AccessEnds, string Refresh, DateTimeOffset RefreshEnds);
