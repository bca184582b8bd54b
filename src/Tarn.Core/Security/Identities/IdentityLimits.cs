using Tarn.Common;

namespace Tarn.Security.Identities;

/// <summary>How much of everything there may be ("IAM and AWS STS quotas").</summary>
internal static class IdentityLimits
{
    /// <summary>Of users and roles.</summary>
    public const int NameLengthMax = 64;

    public const int UserLettersMax = 2048;
    public const int RoleLettersMax = 10_240;
    public const int PolicyLettersMax = 6144;
    public const int TrustLettersMax = 8192;
    public const int VersionsMax = 5;
    public const int AttachedMax = 20;
    public const int TagsMax = 50;

    /// <summary>White space is free.</summary>
    public static int LettersOf(string policy) => policy.Count(letter => !char.IsWhiteSpace(letter));

    /// <exception cref="TarnException"><c>TN8004</c>: there would be more.</exception>
    public static void Check(string what, int count, int max)
    {
        if (count > max)
        {
            throw new TarnException(ErrorCodes.IdentityLimit, $"{what} would have {count}, at most {max} are allowed");
        }
    }
}
