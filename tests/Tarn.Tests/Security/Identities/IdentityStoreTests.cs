using Tarn.Common;
using Tarn.Security.Identities;
using Tarn.Security.Policies;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Security.Identities;

/// <summary>Users, roles and policies of a lake.</summary>
public sealed class IdentityStoreTests : IDisposable
{
    private const string Read =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}""";

    private const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}""";

    private static readonly Dictionary<string, string> NoTags = [];

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_made_is_there_after_a_restart()
    {
        IdentityStore store = Open();
        await store.Users.AddAsync(NewUser("ann"), Cancelled);
        await store.Roles.AddAsync(NewRole("glue"), Cancelled);
        ManagedPolicy policy = await store.Policies.AddAsync("read", "/", Read, null, NoTags, Cancelled);
        await store.Users.AttachAsync("ann", policy.Arn, Cancelled);

        IdentityStore again = Open();

        Assert.Equal(Trust, (await again.Roles.GetAsync("glue", Cancelled)).TrustPolicy);
        Assert.Equal([policy.Arn], (await again.Users.GetAsync("ann", Cancelled)).AttachedPolicies);
        Principal ann = (await again.FindPrincipalAsync("ann", Cancelled))!;
        Assert.Single(await again.PoliciesOfAsync(ann, Cancelled));
    }

    [Fact]
    public async Task A_name_is_given_once_in_either_case()
    {
        IdentityStore store = Open();
        await store.Users.AddAsync(NewUser("ann"), Cancelled);

        await FailsAsync(ErrorCodes.IdentityExists, () => store.Users.AddAsync(NewUser("Ann"), Cancelled));
        await FailsAsync(ErrorCodes.BadArgument, () => store.Users.AddAsync(NewUser("a b"), Cancelled));
    }

    [Fact]
    public async Task What_is_in_use_is_not_deleted()
    {
        IdentityStore store = Open();
        await store.Users.AddAsync(NewUser("ann"), Cancelled);
        ManagedPolicy policy = await store.Policies.AddAsync("read", "/", Read, null, NoTags, Cancelled);
        await store.Users.AttachAsync("ann", policy.Arn, Cancelled);

        await FailsAsync(ErrorCodes.IdentityInUse, () => store.Policies.DeleteAsync(policy.Arn, Cancelled));
        await FailsAsync(ErrorCodes.IdentityInUse, () => store.Users.DeleteAsync("ann", Cancelled));
        await store.Users.DetachAsync("ann", policy.Arn, Cancelled);
        await store.Policies.DeleteAsync(policy.Arn, Cancelled);
        await store.Users.DeleteAsync("ann", Cancelled);

        Assert.Empty(await store.Users.ListAsync(Cancelled));
    }

    [Fact]
    public async Task The_default_version_counts_and_five_are_kept()
    {
        IdentityStore store = Open();
        await store.Users.AddAsync(NewUser("ann"), Cancelled);
        ManagedPolicy policy = await store.Policies.AddAsync("read", "/", Read, null, NoTags, Cancelled);
        await store.Users.AttachAsync("ann", policy.Arn, Cancelled);
        string denial = Read.Replace("Allow", "Deny", StringComparison.Ordinal);

        Assert.Equal(PolicyVerdict.Allowed, await JudgeAsync(store));
        await store.Policies.AddVersionAsync(policy.Arn, denial, isDefault: false, Cancelled);
        Assert.Equal(PolicyVerdict.Allowed, await JudgeAsync(store));
        await store.Policies.SetDefaultVersionAsync(policy.Arn, 2, Cancelled);
        Assert.Equal(PolicyVerdict.Denied, await JudgeAsync(store));
        await FailsAsync(
            ErrorCodes.IdentityInUse, () => store.Policies.DeleteVersionAsync(policy.Arn, 2, Cancelled));
        for (int number = 3; number <= 5; number++)
        {
            await store.Policies.AddVersionAsync(policy.Arn, Read, isDefault: false, Cancelled);
        }

        await FailsAsync(
            ErrorCodes.IdentityLimit,
            () => store.Policies.AddVersionAsync(policy.Arn, Read, isDefault: true, Cancelled));
    }

    [Fact]
    public async Task A_bad_policy_changes_nothing()
    {
        IdentityStore store = Open();
        await store.Users.AddAsync(NewUser("ann"), Cancelled);

        await FailsAsync(ErrorCodes.BadPolicy, () => store.Users.PutPolicyAsync("ann", "p", Trust, Cancelled));
        await FailsAsync(
            ErrorCodes.IdentityLimit,
            () => store.Users.PutPolicyAsync(
                "ann",
                "p",
                Read.Replace("s3:Get*", "s3:" + new string('a', 2048), StringComparison.Ordinal),
                Cancelled));
        await FailsAsync(
            ErrorCodes.BadPolicy,
            () => store.Roles.AddAsync(NewRole("glue") with { TrustPolicy = Read }, Cancelled));

        Assert.Empty((await Open().Users.GetAsync("ann", Cancelled)).InlinePolicies);
    }

    [Fact]
    public void Every_policy_that_AWS_has_is_one() =>
        Assert.All(
            StandardPolicies.All, policy => PolicyDocument.Parse(policy.Document, PolicyKind.Identity));

    public void Dispose() => _directory.Dispose();

    private IdentityStore Open()
    {
        SequentialIdSource ids = new();
        return new IdentityStore(new DocumentStore(_directory.Sub(".tarn"), ids), new ManualTimeProvider(), ids);
    }

    private static async Task<PolicyVerdict> JudgeAsync(IdentityStore store)
    {
        PolicyRequest request = new()
        {
            Principal = (await store.FindPrincipalAsync("ann", Cancelled))!,
            Action = "s3:GetObject",
            Resource = "arn:aws:s3:::raw/a",
            Context = new Dictionary<string, IReadOnlyList<string>>(),
        };
        return Assert.Single(await store.PoliciesOfAsync(request.Principal, Cancelled)).Judge(request);
    }

    private static User NewUser(string name) =>
        new() { Name = name, Id = "AIDA" + name, Path = "/", CreatedAt = DateTimeOffset.UnixEpoch };

    private static Role NewRole(string name) => new()
    {
        Name = name,
        Id = "AROA" + name,
        Path = "/",
        CreatedAt = DateTimeOffset.UnixEpoch,
        TrustPolicy = Trust,
    };

    private static async Task FailsAsync(string code, Func<Task> action) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<TarnException>(action)).Code);
}
