namespace Tarn.Security;

/// <summary>The one account that a lake has.</summary>
public static class Account
{
    public const string Id = "000000000000";

    /// <summary>The name of something of its own, as <c>arn:aws:iam::000000000000:user/etl</c>.</summary>
    public static string Arn(string resource) => $"arn:aws:iam::{Id}:{resource}";
}
