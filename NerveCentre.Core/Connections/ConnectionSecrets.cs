using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NerveCentre.Core.Access;

namespace NerveCentre.Core.Connections;

/// <summary>Seals what must not be read in the database. A ciphertext opens in its own row and column only; moved to another it is worth nothing.</summary>
[InnerWorks]
public sealed class ConnectionSecrets(IDataProtectionProvider keys)
{
    /// <param name="owner">The row: "store 5", or the id of a pending connection.</param>
    /// <param name="column">Name of the column.</param>
    public string Seal(string owner, string column, string secret) => Of(owner, column).Protect(secret);

    /// <returns><c>null</c> when the keys are gone or the text is of another row.</returns>
    public string? Open(string owner, string column, string sealedText)
    {
        try
        {
            return Of(owner, column).Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal static string StoreOwner(int storeId) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"store {storeId}");

    private IDataProtector Of(string owner, string column) => keys.CreateProtector("NerveCentre.Connections", column, owner);
}
