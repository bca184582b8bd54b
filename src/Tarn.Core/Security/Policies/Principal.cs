using Tarn.Security.Sessions;

namespace Tarn.Security.Policies;

/// <summary>Who makes a request.</summary>
/// <param name="Arn">As <c>arn:aws:iam::000000000000:user/etl</c>.</param>
/// <param name="Id">Never used again for another: <c>AIDA…</c> of a user, the account's of its root.</param>
/// <param name="UserName">Null for the root of the account and for who has taken a role on.</param>
public sealed record Principal(string Arn, string Id, string? UserName)
{
    /// <summary>
    /// Of who has taken a role on, the role's, as <c>arn:aws:iam::000000000000:role/etl</c>; else null.
    /// </summary>
    public string? RoleArn { get; init; }

    /// <summary>Of who has taken a role on; else null.</summary>
    public RoleSession? Session { get; init; }

    /// <summary>Whoever owns the lake.</summary>
    public static Principal Root { get; } = new(Account.Arn("root"), Account.Id, UserName: null);

    public bool IsRoot => UserName is null && RoleArn is null;
}
