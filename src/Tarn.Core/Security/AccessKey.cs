using Tarn.Security.Sessions;

namespace Tarn.Security;

/// <summary>What a client signs its requests with.</summary>
/// <param name="Name">Whom it is for; <c>default</c> is the root key.</param>
/// <param name="Id">20 characters, public.</param>
/// <param name="Secret">40 characters, known to the client and the lake.</param>
public sealed record AccessKey(string Name, string Id, string Secret)
{
    public const string RootName = "default";

    public bool IsRoot => Name == RootName;

    /// <summary>
    /// The user whose policies say what it may do; null, without a session, may do everything, as the root of the
    /// account.
    /// </summary>
    public string? User { get; init; }

    /// <summary>
    /// Who has taken a role on, when the key is a temporary one; null otherwise. Its policies say what it may do.
    /// </summary>
    public RoleSession? Session { get; init; }

    /// <summary>Whether it may do everything that policies of things do not deny.</summary>
    public bool IsOwners => User is null && Session is null;

    /// <summary>Without the secret, so that it never gets into a log.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
