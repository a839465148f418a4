using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NerveCentre.Core.Access;

/// <summary>Secrets that are handed out once and kept as a hash. With 256 random bits a plain SHA-256 is enough: there is nothing to guess.</summary>
internal static class Secrets
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool Matches(string secret, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(secret)), Encoding.ASCII.GetBytes(hash));

    /// <summary>Splits "12.secret"; <c>null</c> when it is not of that form.</summary>
    public static (int Id, string Secret)? Split(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && text.Length <= 100 && int.TryParse(text.AsSpan(0, dot), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? (id, text[(dot + 1)..])
            : null;
    }
}
