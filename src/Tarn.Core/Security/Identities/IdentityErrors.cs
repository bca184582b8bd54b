using Tarn.Common;

namespace Tarn.Security.Identities;

/// <summary>What can be wrong with a request about identities.</summary>
internal static class IdentityErrors
{
    public static TarnException Missing(string kind, string name) =>
        new(ErrorCodes.UnknownName, $"The {kind} with name {name} cannot be found.");

    public static TarnException Exists(string kind, string name) =>
        new(ErrorCodes.IdentityExists, $"There is a {kind} with name {name} already.");

    public static TarnException InUse(string kind, string name, string by) =>
        new(ErrorCodes.IdentityInUse, $"The {kind} {name} cannot be deleted: it still has {by}.");
}
