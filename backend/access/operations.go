package access

import "tavlen/backend/domain"

// Rule says who may call an operation at all. What of a plan it then touches is
// decided by See, Can and Thread.
type Rule struct {
	// Public operations need no session.
	Public bool
	Roles  []domain.Role
	// OnPlan operations name a plan in their path, which must be within the caller's scope.
	OnPlan bool
	// Limited operations are also a limited citizen's (Actor.Limited).
	Limited bool
	// Fresh operations want a proof of the last minutes that it is her (FreshFor), so that a phone
	// that was left open does little harm.
	Fresh bool
	// FreshWish says which wishes of an operation want one; nil: none, or all (Fresh). Where it hangs
	// on what stands the use case asks: LeadsElsewhere, OpensMore.
	FreshWish func(Actor, Wish) bool
	// Opened operations answer a browser that opens their address as a page: what people really
	// open in a tab, and hand to a calendar. All others are read by the app alone, whose lock
	// (threat T01) a tab beside it would go around. What is somebody's is opened from the app's own
	// pages alone (OpensAsPage).
	Opened bool
	// FirstLock operations make a lock, and take an older proof from a limited citizen (FirstLockFor).
	FirstLock bool
	// AfterEnd says whether staff may still do it on a plan that has ended: what every operation by
	// which they write on one says (Stopped).
	AfterEnd AfterEnd
}

var (
	everyone = []domain.Role{domain.RoleCitizen, domain.RoleConsultant, domain.RoleProfessional, domain.RoleContact, domain.RoleTeamLead, domain.RoleAdmin}
	planFolk = []domain.Role{domain.RoleCitizen, domain.RoleConsultant, domain.RoleProfessional, domain.RoleContact}
	writers  = []domain.Role{domain.RoleCitizen, domain.RoleConsultant, domain.RoleProfessional}
	// planMakers are the two whose plan it is.
	planMakers = []domain.Role{domain.RoleCitizen, domain.RoleConsultant}
	deskFolk   = []domain.Role{domain.RoleConsultant, domain.RoleProfessional}
	deskLists  = []domain.Role{domain.RoleConsultant, domain.RoleProfessional, domain.RoleTeamLead}
)

// Operations declares every operation of the API by its operationId. A route that is
// not here does not start; a test walks them all.
var Operations = map[string]Rule{
	"createSession": {Public: true},
	// Passkeys and the PIN of one's own phone; with them she proves again that it is her.
	"listPasskeys":             {Roles: everyone, Limited: true}, // one's own alone
	"askPasskey":               {Roles: everyone, Limited: true, Fresh: true, FirstLock: true},
	"addPasskey":               {Roles: everyone, Limited: true, Fresh: true, FirstLock: true},
	"removePasskey":            {Roles: everyone, Fresh: true}, // one's own alone
	"askProof":                 {Roles: everyone, Limited: true},
	"proveWithPasskey":         {Roles: everyone, Limited: true},
	"askPasskeySignIn":         {Public: true},
	"createSessionWithPasskey": {Public: true},
	"putPin":                   {Roles: everyone, Limited: true, Fresh: true, FirstLock: true},
	"checkPin":                 {Roles: everyone, Limited: true},
	"removePin":                {Roles: everyone, Fresh: true},

	"getDoors":          {Public: true},
	"beginLogin":        {Public: true, Opened: true},
	"finishLogin":       {Public: true, Opened: true},
	"getMe":             {Roles: everyone, Limited: true},
	"endSession":        {Roles: everyone, Limited: true},
	"endOtherSessions":  {Roles: everyone, Limited: true},
	"listSessions":      {Roles: everyone, Limited: true}, // one's own alone
	"endOneSession":     {Roles: everyone, Limited: true}, // one's own alone
	"createCitizen":     {Roles: []domain.Role{domain.RoleConsultant}},
	"putCitizenCpr":     {Roles: []domain.Role{domain.RoleConsultant}},
	"issueCode":         {Roles: []domain.Role{domain.RoleConsultant}},
	"listMyCitizens":    {Roles: deskLists},
	"getPlan":           {Roles: planFolk, OnPlan: true, Limited: true},
	"getPlanChanges":    {Roles: planFolk, OnPlan: true, Limited: true},
	"getPlanPaper":      {Roles: planFolk, OnPlan: true, Opened: true},
	"streamPlan":        {Roles: planFolk, OnPlan: true, Limited: true},
	"streamMine":        {Roles: everyone, Limited: true},
	"getPlanHistory":    {Roles: writers, OnPlan: true},
	"getPlanVersion":    {Roles: writers, OnPlan: true},
	"listAccessLog":     {Roles: citizenOnly, OnPlan: true},
	"proposePlan":       {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: Stops},
	"answerPlan":        {Roles: planMakers, OnPlan: true, AfterEnd: Stops},
	"endPlan":           {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn},
	"reopenPlan":        {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn},
	"reopenPlanAsLead":  {Roles: []domain.Role{domain.RoleTeamLead}, AfterEnd: GoesOn}, // who is not on the plan
	"putProtection":     {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn, FreshWish: opensAddress},
	"putDream":          {Roles: []domain.Role{domain.RoleCitizen}, OnPlan: true},
	"putBoard":          {Roles: planMakers, OnPlan: true, AfterEnd: Stops},
	"putStrength":       {Roles: planMakers, OnPlan: true, AfterEnd: Stops},
	"putChallenge":      {Roles: planMakers, OnPlan: true, AfterEnd: Stops},
	"putGoal":           {Roles: writers, OnPlan: true, AfterEnd: Stops},
	"putStep":           {Roles: writers, OnPlan: true, AfterEnd: Stops},
	"putEffort":         {Roles: deskFolk, OnPlan: true, AfterEnd: Stops},
	"endEffort":         {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"sayEndWord":        {Roles: citizenOnly, OnPlan: true},
	"undoEnd":           {Roles: deskFolk, OnPlan: true, AfterEnd: Stops},
	"endWithoutWord":    {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"putAgreement":      {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"answerQuestion":    {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"getHours":          {Roles: planMakers, OnPlan: true}, // with pay: hers and her consultant's to tell and to read
	"putHours":          {Roles: planMakers, OnPlan: true, AfterEnd: GoesOn},
	"putHoursGoal":      {Roles: citizenOnly, OnPlan: true},
	"putMeeting":        {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"answerPlanChange":  {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"bookMeetings":      {Roles: deskFolk, OnPlan: true, AfterEnd: Stops},
	"checkMeetings":     {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"cancelMeeting":     {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"answerMeeting":     {Roles: []domain.Role{domain.RoleCitizen}, OnPlan: true},
	"answerAbsence":     {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"answerPickUp":      {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"chooseTime":        {Roles: []domain.Role{domain.RoleCitizen}, OnPlan: true},
	"answerAlong":       {Roles: []domain.Role{domain.RoleContact}, OnPlan: true},
	"putSummary":        {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"answerSummary":     {Roles: []domain.Role{domain.RoleCitizen}, OnPlan: true},
	"requestMeeting":    {Roles: []domain.Role{domain.RoleCitizen}, OnPlan: true},
	"answerRequest":     {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"chooseRequestTime": {Roles: []domain.Role{domain.RoleCitizen}, OnPlan: true},
	"logContact":        {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	// "Noget virker ikke": the citizen's to raise and to say whether it helped (staff may write down her word), staff's to mend.
	"raiseFlag":         {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"seeFlag":           {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"writeOnFlag":       {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"answerFlag":        {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"confirmAdjustment": {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	// The assessment (tværfaglig udredning): booked and put together by the consultant, written by
	// whoever holds a talk, answered and opened to the others by the citizen.
	"getAssessmentTeam": {Roles: deskFolk},
	"bookAssessment":    {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: Stops},
	"moveAssessment":    {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: Stops},
	"dropAssessment":    {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn},
	"putNote":           {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"answerNote":        {Roles: citizenOnly, OnPlan: true},
	"shareNotes":        {Roles: citizenOnly, OnPlan: true},
	"putConference":     {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: Stops},
	"makeDraft":         {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: Stops},
	"getCatalogue":      {Roles: []domain.Role{domain.RoleCitizen, domain.RoleConsultant, domain.RoleProfessional, domain.RoleTeamLead}},
	"wishForHelp":       {Roles: []domain.Role{domain.RoleCitizen}, OnPlan: true},
	"answerWish":        {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"listMessages":      {Roles: planFolk, OnPlan: true},
	"sendMessage":       {Roles: planFolk, OnPlan: true, Limited: true, AfterEnd: GoesOn},
	"markMessagesRead":  {Roles: planFolk, OnPlan: true, AfterEnd: GoesOn},
	"searchMessages":    {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"recallMessage":     {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"correctMessage":    {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"translateMessage":  {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"needNoAnswer":      {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},

	// Consents: the citizen's to give and to take back; staff write down what she said.
	"listConsentTexts": {Roles: writers},
	"putConsent":       {Roles: writers, OnPlan: true, AfterEnd: Stops},
	"withdrawConsent":  {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"confirmConsent":   {Roles: citizenOnly, OnPlan: true},
	"letConsentRunOut": {Roles: citizenOnly, OnPlan: true},
	// What she wants corrected or erased (GDPR art. 16 and 17).
	"askForRight":   {Roles: citizenOnly, OnPlan: true},
	"withdrawRight": {Roles: citizenOnly, OnPlan: true},
	"lengthenRight": {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	"answerRight":   {Roles: deskFolk, OnPlan: true, AfterEnd: GoesOn},
	// Her own data: who sees what of it, how long it is kept, all of it to take with her, and the form that it has.
	"getVisibility": {Roles: citizenOnly, OnPlan: true},
	"getRetention":  {Roles: citizenOnly, OnPlan: true},
	// One plan that one does not work with, for a reason and for a while.
	"breakGlass":    {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}, Fresh: true},
	"getGlass":      {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}},
	"listGlass":     {Roles: consultantOnly},
	"exportMine":    {Roles: citizenOnly, OnPlan: true, Fresh: true},
	"getMineSchema": {Public: true, Opened: true}, // of nobody

	"exportThread": {Roles: planMakers, OnPlan: true, Fresh: true, AfterEnd: GoesOn},
	"listReplies":  {Roles: deskFolk},
	"putReply":     {Roles: deskFolk},
	"deleteReply":  {Roles: deskFolk},

	// The change of consultant: by herself, or by a team lead who is not on the plan.
	"changeConsultant":    {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn},
	"helloFromConsultant": {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn},
	"tellNewConsultant":   {Roles: citizenOnly, OnPlan: true},
	"getHandover":         {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true},
	"listHandovers":       {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}},
	"handOver":            {Roles: []domain.Role{domain.RoleTeamLead}, AfterEnd: GoesOn},

	// Plans that have ended, before they are deleted by their time: a team lead, who is not on the plan.
	"listEndedPlans": {Roles: []domain.Role{domain.RoleTeamLead}},
	"holdPlan":       {Roles: []domain.Role{domain.RoleTeamLead}, AfterEnd: GoesOn},
	"letPlanGo":      {Roles: []domain.Role{domain.RoleTeamLead}, AfterEnd: GoesOn},

	"getPromise": {Roles: writers, OnPlan: true, Limited: true},
	// Who is away, and who waits for an answer too long.
	"listAbsences": {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}},
	"putAbsence":   {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}},
	"listWaiting":  {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}},
	// What wants attention: the citizen reads what concerns her, staff what they are told.
	"getAttention": {Roles: writers, OnPlan: true},
	"settleAlert":  {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"listQueue":    {Roles: deskLists},
	"listCaseload": {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}},
	"getFigures":   {Roles: []domain.Role{domain.RoleTeamLead}},
	// Each week some of who has read what, for a lead to look at.
	"listReadingSamples": {Roles: []domain.Role{domain.RoleTeamLead}},
	"getReadingSample":   {Roles: []domain.Role{domain.RoleTeamLead}},
	"checkReading":       {Roles: []domain.Role{domain.RoleTeamLead}},
	// What staff should have in mind before they meet a citizen.
	"getBrief": {Roles: deskFolk, OnPlan: true},
	// Sparring: asked about a citizen by her consultant, read by the team without a name.
	"listSparring": {Roles: consultantOnly},
	"putSparring":  {Roles: consultantOnly, OnPlan: true, AfterEnd: GoesOn},
	"endSparring":  {Roles: consultantOnly},
	"putIdea":      {Roles: consultantOnly},
	"removeIdea":   {Roles: consultantOnly},
	"keepIdea":     {Roles: consultantOnly},
	"forgetIdea":   {Roles: consultantOnly},
	"getWeek":      {Roles: deskFolk},
	// The good story: asked for by the consultant, told only as the citizen says. What is fetched
	// is taken down by whoever did, also after the citizen has another consultant.
	"askStory":        {Roles: consultantOnly, OnPlan: true, AfterEnd: GoesOn},
	"answerStory":     {Roles: citizenOnly, OnPlan: true},
	"withdrawStory":   {Roles: citizenOnly, OnPlan: true},
	"exportStory":     {Roles: consultantOnly, OnPlan: true, Fresh: true, AfterEnd: GoesOn},
	"listStoriesOver": {Roles: consultantOnly},
	"endStoryExport":  {Roles: consultantOnly, AfterEnd: GoesOn},
	// A picture is the citizen's or the consultant's to put up; whoever sees it may look. For a
	// message it is anybody's who writes in the thread.
	"uploadAttachment": {Roles: writers, OnPlan: true, AfterEnd: GoesOn},
	"putAttachment":    {Roles: []domain.Role{domain.RoleCitizen, domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn},
	"getAttachment":    {Roles: planFolk, OnPlan: true},
	"getPushKey":       {Roles: everyone, Limited: true},
	"subscribePush":    {Roles: everyone, Limited: true},
	"unsubscribePush":  {Roles: everyone, Limited: true},
	"testPush":         {Roles: everyone, Limited: true},
	"updateMe":         {Roles: everyone},
	"listReminders":    {Roles: everyone},
	"markOpened":       {Roles: everyone, Limited: true},
	// The call list names citizens and what they are to be called about.
	"listCalls": {Roles: deskFolk},
	"endCall":   {Roles: deskFolk, AfterEnd: GoesOn},
	"getReach":  {Roles: deskFolk, OnPlan: true},
	// Her people are the citizen's alone to choose; staff look on.
	"inviteContact":      {Roles: citizenOnly, OnPlan: true, Fresh: true},
	"listInvitations":    {Roles: citizenOnly, OnPlan: true},
	"withdrawInvitation": {Roles: citizenOnly, OnPlan: true},
	"acceptInvitation":   {Public: true},
	"confirmContact":     {Roles: citizenOnly, OnPlan: true, Fresh: true},
	"putSharing":         {Roles: citizenOnly, OnPlan: true},
	"getSharing":         {Roles: citizenOnly, OnPlan: true},
	"seeAs":              {Roles: citizenOnly, OnPlan: true},
	"pauseContact":       {Roles: citizenOnly, OnPlan: true, FreshWish: endsPause},
	"removeContact":      {Roles: citizenOnly, OnPlan: true},
	"leavePlan":          {Roles: contactOnly, OnPlan: true},
	"linkDevice":         {Roles: contactOnly, Fresh: true},
	"encourage":          {Roles: contactOnly, OnPlan: true},
	"offerHelp":          {Roles: contactOnly, OnPlan: true},
	"answerOffer":        {Roles: citizenOnly, OnPlan: true},
	"muteContact":        {Roles: citizenOnly, OnPlan: true},
	"reportContact":      {Roles: citizenOnly, OnPlan: true},
	"takeReports":        {Roles: []domain.Role{domain.RoleConsultant}, OnPlan: true, AfterEnd: GoesOn},
	"listReports":        {Roles: []domain.Role{domain.RoleConsultant, domain.RoleTeamLead}},
	"listNotes":          {Roles: citizenOnly, OnPlan: true},
	// What the citizen and one of her people write to each other is those two's alone.
	"listContactThreads": {Roles: []domain.Role{domain.RoleCitizen, domain.RoleContact}, OnPlan: true},
	"askForFeedback":     {Roles: citizenOnly, OnPlan: true},
	"listFeedback":       {Roles: citizenOnly, OnPlan: true},
	"answerFeedback":     {Roles: citizenOnly, OnPlan: true},
	// Whoever is asked at a workplace has no session: the code of the link lets him answer once.
	"lookFeedback": {Public: true},
	"giveFeedback": {Public: true},
	// The gateway has no session: the secret in its address is what lets it in.
	"takeDeliveryReport": {Public: true},
	// A calendar elsewhere has no session: the address itself is the key.
	"readCalendarFeed":   {Public: true, Opened: true},
	"getCalendarFeed":    {Roles: planFolk},
	"putCalendarFeed":    {Roles: planFolk, FreshWish: handsOutCalendar},
	"getMeetingCalendar": {Roles: planFolk, OnPlan: true, Opened: true},
}
