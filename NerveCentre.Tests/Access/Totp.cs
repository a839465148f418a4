using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace NerveCentre.Tests.Access;

/// <summary>An authenticator app: codes after RFC 6238 with its defaults (HMAC-SHA-1, 30 s, six digits), from nothing of the product's.</summary>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="steps">So many steps of 30 s ahead of now, as a clock that goes wrong would show it.</param>
    public static string Code(string secret, int steps = 0) => Code(secret, TimeProvider.System.GetUtcNow(), steps);

    public static string Code(string secret, DateTimeOffset at, int steps = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (at.ToUnixTimeSeconds() / 30) + steps);
#pragma warning disable CA5350 // the algorithm that authenticator apps take
        var hash = HMACSHA1.HashData(Key(secret), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Key(string secret)
    {
        var bits = string.Concat(secret.Where(c => c is not ' ').Select(c => Base32.IndexOf(c, StringComparison.Ordinal).ToString("b5", CultureInfo.InvariantCulture)));
        return [.. bits.Chunk(8).Where(b => b.Length is 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}

public sealed class TotpTests
{
    /// <summary>RFC 6238, appendix B, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Codes_AreThoseOfTheStandard(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", DateTimeOffset.FromUnixTimeSeconds(seconds)));
}
