using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace NerveCentre.Core.AliExpress;

internal enum SignMethod
{
    /// <summary>HMAC-SHA256: the only one that the present gateway takes.</summary>
    Sha256,

    /// <summary>The old gateway's MD5, the secret on both sides of the text.</summary>
    Md5,

    /// <summary>The old gateway's HMAC-MD5.</summary>
    Hmac,
}

/// <summary>Signs a call the way AliExpress's own SDKs do.</summary>
internal static class IopSignature
{
    /// <param name="apiPath">The path of a system method, such as <c>/auth/token/create</c>; <c>null</c> for dotted methods, whose name is a parameter.</param>
    /// <param name="parameters">All text parameters. <c>sign</c> and blank values take no part: the SDKs do not send those either.</param>
    /// <returns>Upper-case hex.</returns>
    public static string Sign(string? apiPath, IEnumerable<KeyValuePair<string, string?>> parameters, string secret, SignMethod method = SignMethod.Sha256)
    {
        var text = new StringBuilder(apiPath);

        // By code unit: a culture would put "foo_bar" elsewhere than the gateway does, and capitals among the small letters.
        foreach (var (name, value) in parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (name is not "sign" && !string.IsNullOrWhiteSpace(value))
            {
                text.Append(name).Append(value);
            }
        }

        return Convert.ToHexString(Digest(text.ToString(), secret, method));
    }

    [SuppressMessage("Security", "CA5351", Justification = "The old gateway offers nothing better; the present one is only ever sent HMAC-SHA256.")]
    private static byte[] Digest(string text, string secret, SignMethod method) => method switch
    {
        SignMethod.Sha256 => HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)),
        SignMethod.Md5 => MD5.HashData(Encoding.UTF8.GetBytes(secret + text + secret)),
        SignMethod.Hmac => HMACMD5.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)),
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };
}
