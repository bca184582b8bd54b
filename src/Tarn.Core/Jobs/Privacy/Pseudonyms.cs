using System.Security.Cryptography;
using System.Text;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
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
        connection.EnsureScalarFunction(new ScalarFunction(Function, [Text, Text], Text, arguments => Of(
            material, (string)arguments[0]!, (string)arguments[1]!)));
        return source => $"{Function}('{_password}', {TypeOnly(source)})";
    }

    /// <summary>The pseudonym of a text.</summary>
    internal async Task<string> OfAsync(string text, CancellationToken cancellationToken) =>
        Of(await key.GetAsync(cancellationToken), text);

    private static string Of(byte[] material, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(material, Encoding.UTF8.GetBytes(text)));

    private string Of(byte[] material, string password, string text) => password == _password
        ? Of(material, text)
        : throw new TarnException(ErrorCodes.StatementNotAllowed, $"{Function} is for models with private columns");
}
