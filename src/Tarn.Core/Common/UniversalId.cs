using System.Security.Cryptography;
using System.Text;

namespace Tarn.Common;

/// <summary>Ids in the form of a UUID, for formats that ask for one; the id source makes other ones.</summary>
public static class UniversalId
{
    /// <summary>The same for the same text.</summary>
    public static string Of(string text) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString("D");
}
