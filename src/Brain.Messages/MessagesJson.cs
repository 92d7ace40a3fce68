using System.Text.Json.Serialization;
using Brain.Messages.Commands;
using Brain.Messages.Costs;
using Brain.Messages.Hooks.ClaudeCode;
using Brain.Messages.Import;
using Brain.Messages.Knowledge;
using Brain.Messages.Personas;
using Brain.Messages.Pipelines;
using Brain.Messages.Projects;
using Brain.Messages.Rules;
using Brain.Messages.Secrets;
using Brain.Messages.Sessions;
using Brain.Messages.Skills;
using Brain.Messages.Undo;

namespace Brain.Messages;

/// <summary>
/// The format of every message between our own programs and grains: snake_case, nulls left out, no reflection.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    MaxDepth = 512
)]
[JsonSerializable(typeof(HookEvent))]
[JsonSerializable(typeof(Delivery))]
[JsonSerializable(typeof(Caller))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(BrainStatus))]
[JsonSerializable(typeof(SupervisorStatus))]
[JsonSerializable(typeof(SchemaReport))]
[JsonSerializable(typeof(DatabaseReport))]
[JsonSerializable(typeof(Outage[]))]
[JsonSerializable(typeof(ClusterRotated))]
[JsonSerializable(typeof(DeclarePurpose))]
[JsonSerializable(typeof(ChangeMode))]
[JsonSerializable(typeof(SetBudget))]
[JsonSerializable(typeof(SwitchHints))]
[JsonSerializable(typeof(WeighTurn))]
[JsonSerializable(typeof(TurnWeighed))]
[JsonSerializable(typeof(FindFix))]
[JsonSerializable(typeof(KnownFix[]))]
[JsonSerializable(typeof(ToolUsage))]
[JsonSerializable(typeof(FileEdit[]))]
[JsonSerializable(typeof(CloseSession))]
[JsonSerializable(typeof(SubmitReview))]
[JsonSerializable(typeof(AbandonSession))]
[JsonSerializable(typeof(StepAsked))]
[JsonSerializable(typeof(StepsDone))]
[JsonSerializable(typeof(AskModelRequest))]
[JsonSerializable(typeof(CountModelRequests))]
[JsonSerializable(typeof(ModelRequestAnswer))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(SessionSummary))]
[JsonSerializable(typeof(SessionSummary[]))]
[JsonSerializable(typeof(TurnSummary[]))]
[JsonSerializable(typeof(TailPage))]
[JsonSerializable(typeof(HooksTold))]
[JsonSerializable(typeof(SessionCosts))]
[JsonSerializable(typeof(StatusLine))]
[JsonSerializable(typeof(CostReport))]
[JsonSerializable(typeof(WasteReport))]
[JsonSerializable(typeof(TurnOutcome[]))]
[JsonSerializable(typeof(UsageFound))]
[JsonSerializable(typeof(PassedReport))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandResult))]
[JsonSerializable(typeof(CreatePersona))]
[JsonSerializable(typeof(RenamePersona))]
[JsonSerializable(typeof(MovePersona))]
[JsonSerializable(typeof(RatePersona))]
[JsonSerializable(typeof(AskPersona))]
[JsonSerializable(typeof(PersonaAnswer))]
[JsonSerializable(typeof(PersonaSummary))]
[JsonSerializable(typeof(PersonaSummary[]))]
[JsonSerializable(typeof(CheckIn))]
[JsonSerializable(typeof(Broadcast))]
[JsonSerializable(typeof(BroadcastQuestion))]
[JsonSerializable(typeof(BroadcastDone))]
[JsonSerializable(typeof(TakeBack))]
[JsonSerializable(typeof(StartRun))]
[JsonSerializable(typeof(MoveRun))]
[JsonSerializable(typeof(DefinePipeline))]
[JsonSerializable(typeof(PipelineSummary))]
[JsonSerializable(typeof(PipelineSummary[]))]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(RunSummary[]))]
[JsonSerializable(typeof(NtfyReport))]
[JsonSerializable(typeof(BrowserLogin[]))]
[JsonSerializable(typeof(LoginLink))]
[JsonSerializable(typeof(AskLink))]
[JsonSerializable(typeof(EndLogins))]
[JsonSerializable(typeof(LoginsEnded))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(SearchResults))]
[JsonSerializable(typeof(AddDocuments))]
[JsonSerializable(typeof(DocumentsAdded))]
[JsonSerializable(typeof(DocumentSummary[]))]
[JsonSerializable(typeof(RemoveDocuments))]
[JsonSerializable(typeof(DocumentsRemoved))]
[JsonSerializable(typeof(RedactStored))]
[JsonSerializable(typeof(RedactionPage))]
[JsonSerializable(typeof(RedactionFinding[]))]
[JsonSerializable(typeof(StartImport))]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(ImportRows))]
[JsonSerializable(typeof(ImportCounts))]
[JsonSerializable(typeof(RuleSummary[]))]
[JsonSerializable(typeof(RepoSummary[]))]
[JsonSerializable(typeof(SkillSummary[]))]
[JsonSerializable(typeof(SkillDetail))]
[JsonSerializable(typeof(SyncSkills))]
[JsonSerializable(typeof(SkillsSynced))]
[JsonSerializable(typeof(SkillMatches))]
[JsonSerializable(typeof(SkillScanReport[]))]
[JsonSerializable(typeof(ScanFinding[]))]
[JsonSerializable(typeof(LearningSummary))]
[JsonSerializable(typeof(LearningSummary[]))]
[JsonSerializable(typeof(ChangeLearning))]
[JsonSerializable(typeof(Forget))]
[JsonSerializable(typeof(ForgetReport))]
[JsonSerializable(typeof(ForgetProgress))]
[JsonSerializable(typeof(FoundRow[]))]
public sealed partial class MessagesJson : JsonSerializerContext;
