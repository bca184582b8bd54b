using Tarn.Common;
using Tarn.Security.Policies;

namespace Tarn.Security.Identities;

/// <summary>The policies of a lake that can be attached: its own, and some that AWS has everywhere.</summary>
public sealed class PolicySet
{
    private const int NameLengthMax = 128;

    private readonly IdentityStore _store;

    internal PolicySet(IdentityStore store) => _store = store;

    /// <summary>The lake's own, by name, and then AWS's.</summary>
    public async Task<IReadOnlyList<ManagedPolicy>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _store.ReadAsync(cancellationToken)).Policies, .. StandardPolicies.All];

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public async Task<ManagedPolicy> GetAsync(string arn, CancellationToken cancellationToken) =>
        FindIn(await _store.ReadAsync(cancellationToken), arn) ?? throw IdentityErrors.Missing("policy", arn);

    /// <summary>The users and roles that have it.</summary>
    public async Task<IReadOnlyList<Identity>> ListHoldersAsync(string arn, CancellationToken cancellationToken)
    {
        IdentityBook book = await _store.ReadAsync(cancellationToken);
        return [.. book.All.Where(identity => identity.AttachedPolicies.Contains(arn))];
    }

    /// <exception cref="TarnException">
    /// <c>TN8002</c>: there is one of this name; <c>TN1005</c>: it is no name; <c>TN8001</c>, <c>TN8004</c>: the
    /// document is none, or too long.
    /// </exception>
    public async Task<ManagedPolicy> AddAsync(
        string name,
        string path,
        string document,
        string? description,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken)
    {
        IdentityNames.CheckName("policy", name, NameLengthMax);
        IdentityNames.CheckPath(path);
        CheckDocument(document);
        IdentityLimits.Check("tags", tags.Count, IdentityLimits.TagsMax);
        DateTimeOffset now = _store.TimeProvider.GetUtcNow();
        ManagedPolicy made = new()
        {
            Name = name,
            Id = IdentityIds.Make("ANPA", _store.IdSource),
            Path = path,
            Description = description,
            CreatedAt = now,
            UpdatedAt = now,
            Tags = tags,
            Versions = [new PolicyVersion(1, document, now)],
            DefaultVersion = 1,
            LastVersion = 1,
        };
        await _store.ChangeAsync(
            book => book.Policies.Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ? throw IdentityErrors.Exists("policy", name)
                : book with
                {
                    Policies = [.. book.Policies.Append(made).OrderBy(one => one.Name, StringComparer.Ordinal)],
                },
            cancellationToken);
        return made;
    }

    /// <summary>Adds a version.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>, <c>TN8001</c>, <c>TN8004</c>: there are five already.</exception>
    public async Task<PolicyVersion> AddVersionAsync(
        string arn, string document, bool isDefault, CancellationToken cancellationToken)
    {
        CheckDocument(document);
        DateTimeOffset now = _store.TimeProvider.GetUtcNow();
        ManagedPolicy changed = await ChangeAsync(
            arn,
            found =>
            {
                IdentityLimits.Check("versions of a policy", found.Versions.Count + 1, IdentityLimits.VersionsMax);
                int number = found.LastVersion + 1;
                return found with
                {
                    Versions = [.. found.Versions, new PolicyVersion(number, document, now)],
                    LastVersion = number,
                    DefaultVersion = isDefault ? number : found.DefaultVersion,
                    UpdatedAt = now,
                };
            },
            cancellationToken);
        return changed.Versions[^1];
    }

    /// <exception cref="TarnException"><c>TN1003</c>: there is no such policy, or no such version.</exception>
    public Task SetDefaultVersionAsync(string arn, int number, CancellationToken cancellationToken) => ChangeAsync(
        arn,
        found => found.Versions.Any(version => version.Number == number)
            ? found with { DefaultVersion = number, UpdatedAt = _store.TimeProvider.GetUtcNow() }
            : throw IdentityErrors.Missing($"version of the policy {arn}", $"v{number}"),
        cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>; <c>TN8003</c>: it is the one that counts.</exception>
    public Task DeleteVersionAsync(string arn, int number, CancellationToken cancellationToken) => ChangeAsync(
        arn,
        found => number == found.DefaultVersion
            ? throw IdentityErrors.InUse("version", $"v{number}", "the rank of the default")
            : found.Versions.Any(version => version.Number == number)
            ? found with { Versions = [.. found.Versions.Where(version => version.Number != number)] }
            : throw IdentityErrors.Missing($"version of the policy {arn}", $"v{number}"),
        cancellationToken);

    /// <exception cref="TarnException"><c>TN1003</c>, <c>TN8004</c>.</exception>
    public Task ChangeTagsAsync(
        string arn,
        Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> change,
        CancellationToken cancellationToken) => ChangeAsync(
        arn,
        found =>
        {
            ManagedPolicy changed = found with { Tags = change(found.Tags) };
            IdentityLimits.Check("tags", changed.Tags.Count, IdentityLimits.TagsMax);
            return changed;
        },
        cancellationToken);

    /// <exception cref="TarnException">
    /// <c>TN1003</c>; <c>TN8003</c>: somebody has it, or it has other versions.
    /// </exception>
    public Task DeleteAsync(string arn, CancellationToken cancellationToken) => _store.ChangeAsync(
        book =>
        {
            ManagedPolicy found = FindOwn(book, arn);
            return book.All.Any(identity => identity.AttachedPolicies.Contains(arn))
                ? throw IdentityErrors.InUse("policy", arn, "users or roles that it is attached to")
                : found.Versions.Count > 1 ? throw IdentityErrors.InUse("policy", arn, "other versions")
                : book with { Policies = [.. book.Policies.Where(one => one != found)] };
        },
        cancellationToken);

    internal static ManagedPolicy? FindIn(IdentityBook book, string arn) =>
        book.Policies.FirstOrDefault(policy => policy.Arn == arn) ?? StandardPolicies.Find(arn);

    private async Task<ManagedPolicy> ChangeAsync(
        string arn, Func<ManagedPolicy, ManagedPolicy> change, CancellationToken cancellationToken)
    {
        IdentityBook changed = await _store.ChangeAsync(
            book =>
            {
                ManagedPolicy found = FindOwn(book, arn);
                ManagedPolicy next = change(found);
                return book with { Policies = [.. book.Policies.Select(one => one == found ? next : one)] };
            },
            cancellationToken);
        return FindOwn(changed, arn);
    }

    private static ManagedPolicy FindOwn(IdentityBook book, string arn) =>
        book.Policies.FirstOrDefault(policy => policy.Arn == arn) ?? throw IdentityErrors.Missing("policy", arn);

    private static void CheckDocument(string document)
    {
        IdentityLimits.Check(
            "letters in a policy", IdentityLimits.LettersOf(document), IdentityLimits.PolicyLettersMax);
        PolicyDocument.Parse(document, PolicyKind.Identity);
    }
}
