using System.Security.Cryptography;
using System.Text;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Security.Keys;

namespace Tarn.Jobs.Privacy;

/// <summary>
/// Has the engine make pseudonyms: HMAC-SHA-256 (RFC 2104) of a value's text in UTF-8 with the lake's key, as 64
/// hexadecimal digits. One for each engine, because a function can be made known to it once.
/// </summary>
/// <param name="key">Of the lake.</param>
public sealed class Pseudonyms(PseudonymKey key)
{
    private const string Function = "tarn_pseudonym";
    private const int PasswordBytes = 16;

    private static readonly EngineType Text = new(EngineTypeKind.Varchar);

    /// <summary>
    /// Statements of users share the engine; who could call the function would find out what a pseudonym stands for.
    /// </summary>
    private readonly string _password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));

    /// <summary>SQL with the columns of a result, none of which has a value: to look at their types.</summary>
    internal static string TypeOnly(string source) => $"CAST({source} AS VARCHAR)";

    /// <summary>Makes the function known.</summary>
    /// <returns>Makes SQL of the pseudonym of SQL; of a null it is null.</returns>
    internal async Task<Func<string, string>> PrepareAsync(
        DuckConnection connection, CancellationToken cancellationToken)
    {
        byte[] material = await key.GetAsync(cancellationToken);
        connection.EnsureScalarFunction(ScalarFunction.OfBatchTexts(
            Function, [Text, Text], (arguments, rows, results) => Write(material, arguments, rows, results)));
        return source => $"{Function}('{_password}', {TypeOnly(source)})";
    }

    /// <summary>The pseudonym of a text.</summary>
    internal async Task<string> OfAsync(string text, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(await key.GetAsync(cancellationToken), Encoding.UTF8.GetBytes(text)));

    private void Write(
        byte[] material, IReadOnlyList<ColumnVector> arguments, int rowCount, VectorWriter results)
    {
        byte[] password = Encoding.UTF8.GetBytes(_password);
        using IncrementalHash hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, material);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> digits = stackalloc byte[HMACSHA256.HashSizeInBytes * 2];
        for (int row = 0; row < rowCount; row++)
        {
            if (arguments[0].IsNull(row) || !arguments[0].GetUtf8(row).SequenceEqual(password))
            {
                throw new TarnException(
                    ErrorCodes.StatementNotAllowed, $"{Function} is for models with private columns");
            }

            if (arguments[1].IsNull(row))
            {
                results.WriteNull(row);
                continue;
            }

            hmac.AppendData(arguments[1].GetUtf8(row));
            hmac.GetHashAndReset(hash);
            WriteDigits(hash, digits);
            results.WriteBytes(row, digits);
        }
    }

    private static void WriteDigits(ReadOnlySpan<byte> bytes, Span<byte> digits)
    {
        ReadOnlySpan<byte> all = "0123456789abcdef"u8;
        for (int i = 0; i < bytes.Length; i++)
        {
            digits[2 * i] = all[bytes[i] >> 4];
            digits[(2 * i) + 1] = all[bytes[i] & 15];
        }
    }
}
