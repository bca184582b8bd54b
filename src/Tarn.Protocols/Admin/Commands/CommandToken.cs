using System.Security.Cryptography;
using System.Text;

namespace Tarn.Protocols.Admin.Commands;

/// <summary>
/// What a server lets command lines in by: who can read the file that has it may do everything anyway.
/// </summary>
/// <param name="Text">256 random bits in hexadecimal digits.</param>
public sealed record CommandToken(string Text)
{
    private const string Scheme = "Bearer ";
    private const int Bytes = 32;

    /// <summary>What a client says in the header <c>Authorization</c>.</summary>
    public string Header => Scheme + Text;

    public static CommandToken Create() =>
        new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Whether a header is <see cref="Header"/>; takes as long whatever is wrong with it.</summary>
    public bool IsIn(string? header) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(header ?? ""), Encoding.UTF8.GetBytes(Header));

    /// <summary>Not the secret.</summary>
    public override string ToString() => nameof(CommandToken);
}
