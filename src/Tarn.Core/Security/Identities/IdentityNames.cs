using System.Text.RegularExpressions;
using Tarn.Common;

namespace Tarn.Security.Identities;

/// <summary>How users, roles, policies and their paths may be called ("IAM identifiers").</summary>
internal static partial class IdentityNames
{
    private const int PathLengthMax = 512;

    /// <exception cref="TarnException"><c>TN1005</c>: it is no name.</exception>
    public static void CheckName(string kind, string name, int lengthMax)
    {
        if (name.Length > lengthMax || !Name().IsMatch(name))
        {
            throw new TarnException(
                ErrorCodes.BadArgument,
                $"'{name}' is no name for a {kind}, expected 1 to {lengthMax} letters, digits and _+=,.@-");
        }
    }

    /// <exception cref="TarnException"><c>TN1005</c>: it is none.</exception>
    public static void CheckPath(string path)
    {
        if (path.Length > PathLengthMax || !Path().IsMatch(path))
        {
            throw new TarnException(
                ErrorCodes.BadArgument, $"'{path}' is no path, expected / or text between two of them");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^/([!-.0-~]+/)*\z")]
    private static partial Regex Path();
}
