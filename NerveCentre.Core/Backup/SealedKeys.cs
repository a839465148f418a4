using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace NerveCentre.Core.Backup;

/// <summary>
/// The keys that protect cookies and forms, under a passphrase: whoever has them can sign in as anybody, so they never leave the data folder bare.
/// AES-256-GCM under a key from PBKDF2-HMAC-SHA256. Layout: mark (4), iterations (4, little endian), salt (16), nonce (12), tag (16), ciphertext;
/// the bytes before the tag are authenticated too.
/// </summary>
internal static class SealedKeys
{
    /// <summary>As OWASP advises for PBKDF2-HMAC-SHA256.</summary>
    private const int Iterations = 600_000;

    /// <summary>Whoever writes a larger number into a file wants to keep us busy.</summary>
    private const int MaxIterations = 10_000_000;

    /// <summary>A key has 1 KB and lives 90 days; this is centuries of them.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int SaltAt = 8;
    private const int NonceAt = 24;
    private const int TagAt = 36;
    private const int TextAt = 52;

    private static ReadOnlySpan<byte> Mark => "NCK1"u8;

    /// <returns><c>null</c> when the folder holds no keys.</returns>
    public static byte[]? Seal(string folder, string passphrase)
    {
        if (!Directory.Exists(folder) || Directory.GetFiles(folder, "*.xml") is not { Length: > 0 } files)
        {
            return null;
        }

        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                using var entry = zip.CreateEntry(Path.GetFileName(file)).Open();
                entry.Write(File.ReadAllBytes(file));
            }
        }

        var plain = packed.ToArray();
        var result = new byte[TextAt + plain.Length];
        Mark.CopyTo(result);
        BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(4), Iterations);
        RandomNumberGenerator.Fill(result.AsSpan(SaltAt, TagAt - SaltAt));
        using var aes = Cipher(result, Iterations, passphrase);
        aes.Encrypt(result.AsSpan(NonceAt, TagAt - NonceAt), plain, result.AsSpan(TextAt), result.AsSpan(TagAt, TextAt - TagAt), result.AsSpan(0, TagAt));
        CryptographicOperations.ZeroMemory(plain);
        return result;
    }

    /// <summary>Writes the keys into a folder.</summary>
    /// <exception cref="ProblemException">The passphrase is another one, or these are no keys.</exception>
    public static void Open(byte[] sealedKeys, string passphrase, string folder)
    {
        var iterations = sealedKeys.Length > TextAt && sealedKeys.AsSpan(0, 4).SequenceEqual(Mark) ? BinaryPrimitives.ReadInt32LittleEndian(sealedKeys.AsSpan(4)) : 0;
        if (iterations is < 1 or > MaxIterations)
        {
            throw new ProblemException("The keys in the backup are not in a form that this NerveCentre knows. Restore without --passphrase-file: everybody then signs in anew. Nothing was changed.");
        }

        var plain = new byte[sealedKeys.Length - TextAt];
        try
        {
            using var aes = Cipher(sealedKeys, iterations, passphrase);
            aes.Decrypt(sealedKeys.AsSpan(NonceAt, TagAt - NonceAt), sealedKeys.AsSpan(TextAt), sealedKeys.AsSpan(TagAt, TextAt - TagAt), plain, sealedKeys.AsSpan(0, TagAt));
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new ProblemException("The passphrase is not the one with which this backup was made. Name the right one with --passphrase-file FILE, or leave it out to restore everything but the keys: everybody then signs in anew. Nothing was changed.", e);
        }

        Unpack(plain, folder);
    }

    /// <summary>The names come from whoever knows the passphrase; they are looked at all the same.</summary>
    private static void Unpack(byte[] plain, string folder)
    {
        PrivateFiles.CreateFolder(folder);
        using var zip = new ZipArchive(new MemoryStream(plain), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.AsSpan().IndexOfAnyExcept(NameCharacters) >= 0 || !entry.FullName.EndsWith(".xml", StringComparison.Ordinal) || entry.Length > MaxBytes)
            {
                throw new ProblemException("The keys in the backup hold something that is no key. Restore without --passphrase-file: everybody then signs in anew. Nothing was changed.");
            }

            using var key = PrivateFiles.Create(Path.Combine(folder, entry.FullName));
            using var content = entry.Open();
            content.CopyTo(key);
            key.Flush(flushToDisk: true);
        }
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._");

    private static AesGcm Cipher(byte[] bytes, int iterations, string passphrase)
    {
        Span<byte> key = stackalloc byte[32];
        Rfc2898DeriveBytes.Pbkdf2(passphrase, bytes.AsSpan(SaltAt, NonceAt - SaltAt), key, iterations, HashAlgorithmName.SHA256);
        var aes = new AesGcm(key, tagSizeInBytes: TextAt - TagAt);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }
}
