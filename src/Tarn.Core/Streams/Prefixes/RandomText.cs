using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tarn.Streams.Prefixes;

/// <summary>Strings that look random and follow from a seed, so that an object has one name at every try.</summary>
internal static class RandomText
{
    public const int Length = 11;

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <param name="seed">Of the object.</param>
    /// <param name="index">Which one of the strings of the object, from 0.</param>
    public static string Of(string seed, int index)
    {
        string source = string.Create(CultureInfo.InvariantCulture, $"{seed}\n{index}");
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(source));
        return string.Create(Length, hash, (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[bytes[i] % Alphabet.Length];
            }
        });
    }
}
